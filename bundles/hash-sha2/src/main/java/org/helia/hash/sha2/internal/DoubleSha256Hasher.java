package org.helia.hash.sha2.internal;

import org.helia.api.codec.CodecCode;
import org.helia.api.codec.Hasher;
import org.helia.multiformats.Multicodec;
import org.osgi.service.component.annotations.Component;

/** SHA2-256 of the SHA2-256 digest, as Bitcoin and Zcash have it. */
@Component
@CodecCode(Multicodec.DBL_SHA2_256)
public final class DoubleSha256Hasher implements Hasher {
  private final Hasher once = new Sha256Hasher();

  @Override
  public long code() {
    return Multicodec.DBL_SHA2_256;
  }

  @Override
  public String name() {
    return "dbl-sha2-256";
  }

  @Override
  public byte[] digest(byte[] bytes) {
    return once.digest(once.digest(bytes));
  }
}
