package org.helia.hash.sha2.internal;

import org.helia.api.codec.CodecCode;
import org.helia.api.codec.Hasher;
import org.helia.multiformats.Multicodec;
import org.helia.platform.JdkHasher;
import org.osgi.service.component.annotations.Component;

/** SHA2-384. */
@Component(service = Hasher.class)
@CodecCode(Multicodec.SHA2_384)
public final class Sha384Hasher extends JdkHasher {
  /** A hasher that is ready for use. */
  public Sha384Hasher() {
    super(Multicodec.SHA2_384, "SHA-384");
  }
}
