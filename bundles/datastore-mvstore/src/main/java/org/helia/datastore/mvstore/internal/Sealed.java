package org.helia.datastore.mvstore.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A value with the checksum of its key and itself in front, as MVStore checks the addresses of its
 * pages but not their content.
 */
final class Sealed {
  private static final int SUM_BYTES = 4;

  private Sealed() {}

  static byte[] seal(byte[] key, byte[] value) {
    return ByteBuffer.allocate(SUM_BYTES + value.length).putInt(sum(key, value)).put(value).array();
  }

  /**
   * The value.
   *
   * @return empty when it or its key was damaged
   */
  static Optional<byte[]> open(byte[] key, byte[] sealed) {
    if (sealed.length < SUM_BYTES) {
      return Optional.empty();
    }
    byte[] value = Arrays.copyOfRange(sealed, SUM_BYTES, sealed.length);
    return ByteBuffer.wrap(sealed).getInt() == sum(key, value)
        ? Optional.of(value)
        : Optional.empty();
  }

  private static int sum(byte[] key, byte[] value) {
    CRC32C sum = new CRC32C();
    sum.update(key, 0, key.length);
    sum.update(value, 0, value.length);
    return (int) sum.getValue();
  }
}
