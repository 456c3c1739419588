package org.helia.hash.sha2.internal;

import org.helia.api.codec.CodecCode;
import org.helia.api.codec.Hasher;
import org.helia.multiformats.Multicodec;
import org.helia.platform.JdkHasher;
import org.osgi.service.component.annotations.Component;

/** SHA2-512/224. */
@Component(service = Hasher.class)
@CodecCode(Multicodec.SHA2_512_224)
public final class Sha512T224Hasher extends JdkHasher {
  /** A hasher that is ready for use. */
  public Sha512T224Hasher() {
    super(Multicodec.SHA2_512_224, "SHA-512/224");
  }
}
