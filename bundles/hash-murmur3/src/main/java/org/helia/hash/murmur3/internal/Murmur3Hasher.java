package org.helia.hash.murmur3.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.commons.codec.digest.MurmurHash3;
import org.helia.api.codec.Hasher;
import org.helia.multiformats.Multicodec;

/**
 * MurmurHash3 for 64-bit machines with seed 0, by Commons Codec, most significant byte first as all
 * IPFS programs write it.
 *
 * @param code in the multicodec table
 * @param length of the digest in bytes
 */
record Murmur3Hasher(long code, int length) implements Hasher {
  private static final int FULL_LENGTH = 16;

  @Override
  public String name() {
    return Multicodec.nameOf(code);
  }

  @Override
  public byte[] digest(byte[] bytes) {
    long[] hash = MurmurHash3.hash128x64(bytes);
    byte[] full = ByteBuffer.allocate(FULL_LENGTH).putLong(hash[0]).putLong(hash[1]).array();
    return Arrays.copyOf(full, length);
  }
}
