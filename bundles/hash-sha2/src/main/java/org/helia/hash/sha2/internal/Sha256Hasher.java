package org.helia.hash.sha2.internal;

import org.helia.api.codec.CodecCode;
import org.helia.api.codec.Hasher;
import org.helia.multiformats.Multicodec;
import org.helia.platform.JdkHasher;
import org.osgi.service.component.annotations.Component;

/** SHA2-256, what IPFS uses unless told otherwise. */
@Component(service = Hasher.class)
@CodecCode(Multicodec.SHA2_256)
public final class Sha256Hasher extends JdkHasher {
  /** A hasher that is ready for use. */
  public Sha256Hasher() {
    super(Multicodec.SHA2_256, "SHA-256");
  }
}
