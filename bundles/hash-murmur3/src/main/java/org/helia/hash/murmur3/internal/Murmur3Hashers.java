package org.helia.hash.murmur3.internal;

import java.util.List;
import org.helia.api.codec.Hasher;
import org.helia.multiformats.Multicodec;
import org.helia.platform.HasherServices;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * MurmurHash3, all of it and its first half. It is not cryptographic and too short for any block to
 * be read or stored by it.
 */
@Component(
    service = {},
    immediate = true)
public final class Murmur3Hashers {
  private final HasherServices services;

  /** Offers them to the node. */
  @Activate
  public Murmur3Hashers(BundleContext context) {
    services = new HasherServices(context, all());
  }

  static List<Hasher> all() {
    return List.of(
        new Murmur3Hasher(Multicodec.MURMUR3_X64_64, 8),
        new Murmur3Hasher(Multicodec.MURMUR3_X64_128, 16));
  }

  /** Withdraws them. */
  @Deactivate
  void deactivate() {
    services.close();
  }
}
