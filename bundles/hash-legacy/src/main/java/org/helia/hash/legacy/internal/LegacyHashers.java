package org.helia.hash.legacy.internal;

import java.util.List;
import org.helia.api.codec.Hasher;
import org.helia.multiformats.Multicodec;
import org.helia.platform.HasherServices;
import org.helia.platform.JdkHasher;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * SHA-1 and MD5: broken, and so for links into old data only, as git repositories. MD5 is too short
 * for any block to be read or stored by it.
 */
@Component(
    service = {},
    immediate = true)
public final class LegacyHashers {
  private final HasherServices services;

  /** Offers them to the node. */
  @Activate
  public LegacyHashers(BundleContext context) {
    services = new HasherServices(context, all());
  }

  static List<Hasher> all() {
    return List.of(new JdkHasher(Multicodec.SHA1, "SHA-1"), new JdkHasher(Multicodec.MD5, "MD5"));
  }

  /** Withdraws them. */
  @Deactivate
  void deactivate() {
    services.close();
  }
}
