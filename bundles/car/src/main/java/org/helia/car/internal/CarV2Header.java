package org.helia.car.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.helia.api.car.MalformedCarException;

/**
 * What follows the pragma of a CARv2: where the CARv1 in it lies.
 *
 * @param dataOffset where the CARv1 begins, in bytes from the beginning of the CARv2
 * @param dataSize its length in bytes
 * @see <a href="https://ipld.io/specs/transport/car/carv2/#header">CARv2, header</a>
 */
record CarV2Header(long dataOffset, long dataSize) {
  /** The length of the pragma in bytes. */
  static final int PRAGMA_BYTES = 11;

  /** The length of the header in bytes. */
  static final int BYTES = 40;

  /** Bits that say what else is true of the file; reading in order depends on none of them. */
  private static final int CHARACTERISTICS_BYTES = 16;

  static CarV2Header decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    buffer.position(CHARACTERISTICS_BYTES);
    long dataOffset = buffer.getLong();
    long dataSize = buffer.getLong();
    if (dataOffset < PRAGMA_BYTES + BYTES) {
      throw malformed("data that begins at byte " + Long.toUnsignedString(dataOffset));
    }
    if (dataSize <= 0 || dataSize > Long.MAX_VALUE - dataOffset) {
      throw malformed("data of " + Long.toUnsignedString(dataSize) + " bytes");
    }
    return new CarV2Header(dataOffset, dataSize);
  }

  private static MalformedCarException malformed(String fault) {
    return new MalformedCarException(PRAGMA_BYTES, "its CARv2 header announces " + fault);
  }
}
