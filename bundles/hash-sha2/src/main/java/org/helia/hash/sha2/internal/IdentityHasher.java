package org.helia.hash.sha2.internal;

import org.helia.api.codec.CodecCode;
import org.helia.api.codec.Hasher;
import org.helia.multiformats.Multicodec;
import org.osgi.service.component.annotations.Component;

/**
 * The identity function: a digest that is the content itself.
 *
 * @see <a href="https://specs.ipfs.tech/ipips/ipip-0512/">IPIP-512, limits of identity CIDs</a>
 */
@Component
@CodecCode(Multicodec.IDENTITY)
public final class IdentityHasher implements Hasher {
  @Override
  public long code() {
    return Multicodec.IDENTITY;
  }

  @Override
  public String name() {
    return "identity";
  }

  @Override
  public byte[] digest(byte[] bytes) {
    return bytes.clone();
  }
}
