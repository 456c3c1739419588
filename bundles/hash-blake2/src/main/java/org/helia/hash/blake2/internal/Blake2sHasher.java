package org.helia.hash.blake2.internal;

import org.bouncycastle.crypto.digests.Blake2sDigest;
import org.helia.api.codec.Hasher;
import org.helia.multiformats.Multicodec;

/**
 * BLAKE2s of one length, by Bouncy Castle.
 *
 * @param length of the digest in bytes, which goes into what is hashed
 */
record Blake2sHasher(int length) implements Hasher {
  static final int MAX_LENGTH = 32;

  @Override
  public long code() {
    return Multicodec.BLAKE2S_8 + length - 1;
  }

  @Override
  public String name() {
    return "blake2s-" + length * Byte.SIZE;
  }

  @Override
  public byte[] digest(byte[] bytes) {
    Blake2sDigest function = new Blake2sDigest(length * Byte.SIZE);
    function.update(bytes, 0, bytes.length);
    byte[] digest = new byte[length];
    function.doFinal(digest, 0);
    return digest;
  }
}
