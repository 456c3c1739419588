package org.helia.hash.sha2.internal;

import org.helia.api.codec.CodecCode;
import org.helia.api.codec.Hasher;
import org.helia.multiformats.Multicodec;
import org.helia.platform.JdkHasher;
import org.osgi.service.component.annotations.Component;

/** SHA2-512/256, which is faster than SHA2-256 where the processor has no instructions for that. */
@Component(service = Hasher.class)
@CodecCode(Multicodec.SHA2_512_256)
public final class Sha512T256Hasher extends JdkHasher {
  /** A hasher that is ready for use. */
  public Sha512T256Hasher() {
    super(Multicodec.SHA2_512_256, "SHA-512/256");
  }
}
