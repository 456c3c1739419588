package org.helia.unixfs.internal;

import java.util.function.Supplier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.digests.Blake3Digest;
import org.helia.api.codec.Hasher;
import org.helia.multiformats.Multicodec;

/** Two of the hash functions that the JDK has not. */
record BlakeHasher(long code, Supplier<Digest> function) implements Hasher {
  private static final int BITS = 256;

  static final Hasher BLAKE2B_256 =
      new BlakeHasher(codeOf("blake2b-256"), () -> new Blake2bDigest(BITS));
  static final Hasher BLAKE3 = new BlakeHasher(codeOf("blake3"), () -> new Blake3Digest(BITS / 8));

  private static long codeOf(String name) {
    return Multicodec.byName(name).orElseThrow().code();
  }

  @Override
  public String name() {
    return Multicodec.nameOf(code);
  }

  @Override
  public byte[] digest(byte[] bytes) {
    Digest digest = function.get();
    digest.update(bytes, 0, bytes.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return hash;
  }
}
