package org.helia.hash.blake3.internal;

import org.bouncycastle.crypto.digests.Blake3Digest;
import org.helia.api.codec.CodecCode;
import org.helia.api.codec.ExtendableHasher;
import org.helia.api.codec.Hasher;
import org.helia.multiformats.Multicodec;
import org.osgi.service.component.annotations.Component;

/**
 * BLAKE3 without a key, by Bouncy Castle; 32 bytes unless asked for others.
 *
 * @see <a href="https://github.com/BLAKE3-team/BLAKE3-specs">BLAKE3</a>
 */
@Component(service = Hasher.class)
@CodecCode(Multicodec.BLAKE3)
public final class Blake3Hasher implements ExtendableHasher {
  private static final int LENGTH = 32;

  @Override
  public long code() {
    return Multicodec.BLAKE3;
  }

  @Override
  public String name() {
    return "blake3";
  }

  @Override
  public byte[] digest(byte[] bytes) {
    return digest(bytes, LENGTH);
  }

  @Override
  public byte[] digest(byte[] bytes, int length) {
    Blake3Digest function = new Blake3Digest();
    function.update(bytes, 0, bytes.length);
    byte[] digest = new byte[length];
    function.doFinal(digest, 0, length);
    return digest;
  }
}
