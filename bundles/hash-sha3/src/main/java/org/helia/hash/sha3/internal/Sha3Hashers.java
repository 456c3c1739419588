package org.helia.hash.sha3.internal;

import java.util.List;
import org.helia.api.codec.Hasher;
import org.helia.multiformats.Multicodec;
import org.helia.platform.HasherServices;
import org.helia.platform.JdkHasher;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** SHA-3 by the JDK; SHAKE and the older Keccak, which it does not have, by Bouncy Castle. */
@Component(
    service = {},
    immediate = true)
public final class Sha3Hashers {
  private final HasherServices services;

  /** Offers them to the node. */
  @Activate
  public Sha3Hashers(BundleContext context) {
    services = new HasherServices(context, all());
  }

  static List<Hasher> all() {
    return List.of(
        new JdkHasher(Multicodec.SHA3_224, "SHA3-224"),
        new JdkHasher(Multicodec.SHA3_256, "SHA3-256"),
        new JdkHasher(Multicodec.SHA3_384, "SHA3-384"),
        new JdkHasher(Multicodec.SHA3_512, "SHA3-512"),
        new ShakeHasher(Multicodec.SHAKE_128, 128),
        new ShakeHasher(Multicodec.SHAKE_256, 256),
        new KeccakHasher(Multicodec.KECCAK_224, 224),
        new KeccakHasher(Multicodec.KECCAK_256, 256),
        new KeccakHasher(Multicodec.KECCAK_384, 384),
        new KeccakHasher(Multicodec.KECCAK_512, 512));
  }

  /** Withdraws them. */
  @Deactivate
  void deactivate() {
    services.close();
  }
}
