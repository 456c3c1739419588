package org.helia.hash.sha3.internal;

import org.bouncycastle.crypto.digests.KeccakDigest;
import org.helia.api.codec.Hasher;
import org.helia.multiformats.Multicodec;

/**
 * Keccak as it was before it became SHA-3, which pads otherwise: what Ethereum uses.
 *
 * @param code in the multicodec table
 * @param bits the length of the digest
 */
record KeccakHasher(long code, int bits) implements Hasher {
  @Override
  public String name() {
    return Multicodec.nameOf(code);
  }

  @Override
  public byte[] digest(byte[] bytes) {
    KeccakDigest function = new KeccakDigest(bits);
    function.update(bytes, 0, bytes.length);
    byte[] digest = new byte[bits / Byte.SIZE];
    function.doFinal(digest, 0);
    return digest;
  }
}
