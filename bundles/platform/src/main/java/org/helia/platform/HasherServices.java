package org.helia.platform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.helia.api.codec.CodecCode;
import org.helia.api.codec.Hasher;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * The services of a bundle that has many hash functions: a component registers them when it is
 * activated and closes this when it is deactivated, where a component for each would say nothing.
 */
public final class HasherServices implements AutoCloseable {
  private final List<ServiceRegistration<Hasher>> registrations = new ArrayList<>();

  /** Registers all of these, each under its code. */
  public HasherServices(BundleContext context, Collection<? extends Hasher> hashers) {
    for (Hasher hasher : hashers) {
      Dictionary<String, Object> properties = new Hashtable<>();
      properties.put(CodecCode.PROPERTY, hasher.code());
      registrations.add(context.registerService(Hasher.class, hasher, properties));
    }
  }

  /** Withdraws them; returns when no call is under way any more, or its time is up. */
  @Override
  public void close() {
    registrations.forEach(ServiceRegistration::unregister);
  }
}
