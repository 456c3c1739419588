package org.helia.ipld.car;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.helia.api.car.MalformedCarException;

/**
 * What follows the pragma of a CARv2: where the CARv1 in it lies, and where its index.
 *
 * @param fullyIndexed whether the index names every section, those of identity CIDs included
 * @param dataOffset where the CARv1 begins, in bytes from the beginning of the CARv2
 * @param dataSize its length in bytes
 * @param indexOffset where the index begins, in bytes from the beginning of the CARv2; 0 when there
 *     is none
 * @see <a href="https://ipld.io/specs/transport/car/carv2/#header">CARv2, header</a>
 */
public record CarV2Header(boolean fullyIndexed, long dataOffset, long dataSize, long indexOffset) {
  /** The length of the pragma in bytes. */
  public static final int PRAGMA_BYTES = 11;

  /** The length of the header in bytes. */
  public static final int BYTES = 40;

  private static final int CHARACTERISTICS_BYTES = 16;

  /**
   * The first, highest bit of the characteristics. All others are reserved: nothing hangs on them.
   */
  private static final int FULLY_INDEXED = 0x80;

  /** Whether there is an index. */
  public boolean hasIndex() {
    return indexOffset != 0;
  }

  /** Where the CARv1 ends, in bytes from the beginning of the CARv2. */
  public long dataEnd() {
    return dataOffset + dataSize;
  }

  /** The pragma and the header. */
  public byte[] encode() {
    ByteBuffer buffer = ByteBuffer.allocate(PRAGMA_BYTES + BYTES).order(ByteOrder.LITTLE_ENDIAN);
    byte[] pragma = CarHeader.pragma();
    buffer.put((byte) pragma.length).put(pragma);
    buffer.put(buffer.position(), (byte) (fullyIndexed ? FULLY_INDEXED : 0));
    buffer.position(buffer.position() + CHARACTERISTICS_BYTES);
    return buffer.putLong(dataOffset).putLong(dataSize).putLong(indexOffset).array();
  }

  /**
   * Reads the header.
   *
   * @param bytes what follows the pragma, {@value #BYTES} bytes
   * @throws MalformedCarException when data or index cannot be where it says
   */
  public static CarV2Header decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    boolean fullyIndexed = (buffer.get(0) & FULLY_INDEXED) != 0;
    buffer.position(CHARACTERISTICS_BYTES);
    long dataOffset = buffer.getLong();
    long dataSize = buffer.getLong();
    long indexOffset = buffer.getLong();
    if (dataOffset < PRAGMA_BYTES + BYTES) {
      throw malformed("data that begins at byte " + Long.toUnsignedString(dataOffset));
    }
    if (dataSize <= 0 || dataSize > Long.MAX_VALUE - dataOffset) {
      throw malformed("data of " + Long.toUnsignedString(dataSize) + " bytes");
    }
    if (indexOffset != 0 && indexOffset < dataOffset + dataSize) {
      throw malformed("an index at byte " + Long.toUnsignedString(indexOffset) + ", in its data");
    }
    return new CarV2Header(fullyIndexed, dataOffset, dataSize, indexOffset);
  }

  private static MalformedCarException malformed(String fault) {
    return new MalformedCarException(PRAGMA_BYTES, "its CARv2 header announces " + fault);
  }
}
