package org.helia.hash.sha2.internal;

import org.helia.api.codec.CodecCode;
import org.helia.api.codec.Hasher;
import org.helia.multiformats.Multicodec;
import org.helia.platform.JdkHasher;
import org.osgi.service.component.annotations.Component;

/** SHA2-512. */
@Component(service = Hasher.class)
@CodecCode(Multicodec.SHA2_512)
public final class Sha512Hasher extends JdkHasher {
  /** A hasher that is ready for use. */
  public Sha512Hasher() {
    super(Multicodec.SHA2_512, "SHA-512");
  }
}
