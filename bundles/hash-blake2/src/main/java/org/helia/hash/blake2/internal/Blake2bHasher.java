package org.helia.hash.blake2.internal;

import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.helia.api.codec.Hasher;
import org.helia.multiformats.Multicodec;

/**
 * BLAKE2b of one length, by Bouncy Castle.
 *
 * @param length of the digest in bytes, which goes into what is hashed
 */
record Blake2bHasher(int length) implements Hasher {
  static final int MAX_LENGTH = 64;

  @Override
  public long code() {
    return Multicodec.BLAKE2B_8 + length - 1;
  }

  @Override
  public String name() {
    return "blake2b-" + length * Byte.SIZE;
  }

  @Override
  public byte[] digest(byte[] bytes) {
    Blake2bDigest function = new Blake2bDigest(length * Byte.SIZE);
    function.update(bytes, 0, bytes.length);
    byte[] digest = new byte[length];
    function.doFinal(digest, 0);
    return digest;
  }
}
