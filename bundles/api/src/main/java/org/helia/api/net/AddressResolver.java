package org.helia.api.net;

import java.time.Duration;
import java.util.List;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Turns addresses with names into addresses of IPs, as transports dial them. Register an
 * implementation as a service.
 */
@ConsumerType
public interface AddressResolver {
  /** Whether it knows the kind of name, as in {@code /dnsaddr/…}. */
  boolean resolves(Multiaddr address);

  /**
   * Looks the name up.
   *
   * @param address one that it {@link #resolves}
   * @param timeout how long it may take
   * @return where the name leads, without names; may be empty
   * @throws NetException when the name cannot be looked up
   * @throws org.helia.api.CancelledException when the thread was interrupted
   */
  List<Multiaddr> resolve(Multiaddr address, Duration timeout);
}
