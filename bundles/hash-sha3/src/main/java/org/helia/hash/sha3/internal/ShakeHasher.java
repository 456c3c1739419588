package org.helia.hash.sha3.internal;

import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.helia.api.codec.ExtendableHasher;
import org.helia.multiformats.Multicodec;

/**
 * SHAKE, SHA-3 with a digest of any length; unless asked for others, of twice its strength.
 *
 * @param code in the multicodec table
 * @param strength in bits
 */
record ShakeHasher(long code, int strength) implements ExtendableHasher {
  @Override
  public String name() {
    return Multicodec.nameOf(code);
  }

  @Override
  public byte[] digest(byte[] bytes) {
    return digest(bytes, 2 * strength / Byte.SIZE);
  }

  @Override
  public byte[] digest(byte[] bytes, int length) {
    SHAKEDigest function = new SHAKEDigest(strength);
    function.update(bytes, 0, bytes.length);
    byte[] digest = new byte[length];
    function.doFinal(digest, 0, length);
    return digest;
  }
}
