package org.helia.hash.blake2.internal;

import java.util.ArrayList;
import java.util.List;
import org.helia.api.codec.Hasher;
import org.helia.platform.HasherServices;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** BLAKE2 in all the lengths of the multicodec table, each of which is a function of its own. */
@Component(
    service = {},
    immediate = true)
public final class Blake2Hashers {
  private final HasherServices services;

  /** Offers them to the node. */
  @Activate
  public Blake2Hashers(BundleContext context) {
    services = new HasherServices(context, all());
  }

  static List<Hasher> all() {
    List<Hasher> all = new ArrayList<>();
    for (int length = 1; length <= Blake2bHasher.MAX_LENGTH; length++) {
      all.add(new Blake2bHasher(length));
    }
    for (int length = 1; length <= Blake2sHasher.MAX_LENGTH; length++) {
      all.add(new Blake2sHasher(length));
    }
    return all;
  }

  /** Withdraws them. */
  @Deactivate
  void deactivate() {
    services.close();
  }
}
