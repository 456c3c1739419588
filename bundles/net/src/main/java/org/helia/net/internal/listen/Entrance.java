package org.helia.net.internal.listen;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.helia.api.net.ResourceLimitException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.net.internal.connection.Attempt;
import org.helia.net.internal.connection.ConnectionDesk;
import org.helia.net.internal.limit.InboundRate;
import org.helia.net.spi.ConnectionSetup;
import org.helia.net.spi.Transport;
import org.helia.platform.IpAddresses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides who may come in, before anything is read from him. */
public final class Entrance implements Transport.Inbound {
  private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

  private final ConnectionDesk desk;
  private final InboundRate rate;
  private final BooleanSupplier rateOnLoopback;
  private final Predicate<Multiaddr> denied;

  /** An open entrance, within the limits. */
  public Entrance(
      ConnectionDesk desk,
      InboundRate rate,
      BooleanSupplier rateOnLoopback,
      Predicate<Multiaddr> denied) {
    this.desk = desk;
    this.rate = rate;
    this.rateOnLoopback = rateOnLoopback;
    this.denied = denied;
  }

  @Override
  public Optional<ConnectionSetup> admit(Multiaddr local, Multiaddr remote) {
    if (denied.test(remote) || !withinRate(remote)) {
      LOG.debug("a connection from {} is not let in", remote);
      return Optional.empty();
    }
    try {
      Attempt attempt = desk.admit();
      desk.taken(attempt)
          .whenComplete(
              (connection, failure) -> {
                if (failure != null) {
                  LOG.debug("a connection from {} did not become ready", remote, failure);
                }
              });
      return Optional.of(attempt);
    } catch (ResourceLimitException e) {
      LOG.debug("a connection from {} is not let in", remote, e);
      return Optional.empty();
    }
  }

  private boolean withinRate(Multiaddr remote) {
    boolean free = IpAddresses.isLoopback(remote) && !rateOnLoopback.getAsBoolean();
    return free
        || IpAddresses.of(remote).map(InetAddress::getAddress).map(rate::admit).orElse(true);
  }
}
