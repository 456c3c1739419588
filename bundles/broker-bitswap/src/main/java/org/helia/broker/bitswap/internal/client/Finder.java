package org.helia.broker.bitswap.internal.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.helia.api.HeliaException;
import org.helia.api.net.DialOptions;
import org.helia.api.net.Host;
import org.helia.api.net.PeerAddresses;
import org.helia.api.routing.Provider;
import org.helia.api.routing.Routing;
import org.helia.api.routing.RoutingOptions;
import org.helia.multiformats.Cid;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.multiaddr.Protocol;
import org.helia.multiformats.peer.PeerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects to those who may have blocks. */
public final class Finder {
  private static final Logger LOG = LoggerFactory.getLogger(Finder.class);

  /** How many of those that routing names are tried for one block. */
  private static final int MAX_PROVIDERS = 10;

  private static final RoutingOptions ROUTING = new RoutingOptions(Duration.ofSeconds(30));

  private final Host host;
  private final Supplier<Optional<Routing>> routing;
  private final Executor workers;

  /**
   * @param routing as it is now
   * @param workers run what waits for the network
   */
  public Finder(Host host, Supplier<Optional<Routing>> routing, Executor workers) {
    this.host = host;
    this.routing = routing;
    this.workers = workers;
  }

  /**
   * Connects to a peer that somebody named. Never waits.
   *
   * @param connected told when it is
   * @param over told at the end in any case
   */
  void dial(Multiaddr address, Consumer<PeerId> connected, Runnable over) {
    run(
        () ->
            address
                .peerId()
                .filter(
                    peer ->
                        connect(peer, List.of(address.decapsulate(Protocol.P2P).orElse(address))))
                .ifPresent(connected),
        over);
  }

  /**
   * Looks for peers that have a block, and connects to them. Never waits.
   *
   * @param wanted whether it is to go on
   * @param found told of each that is connected
   * @param over told at the end in any case
   */
  void search(Cid cid, BooleanSupplier wanted, Consumer<PeerId> found, Runnable over) {
    run(() -> routing.get().ifPresent(present -> search(present, cid, wanted, found)), over);
  }

  private void search(Routing present, Cid cid, BooleanSupplier wanted, Consumer<PeerId> found) {
    try (Stream<Provider> providers = present.providers(cid, ROUTING)) {
      providers
          .takeWhile(each -> wanted.getAsBoolean())
          .filter(Finder::mayHaveBitswap)
          .limit(MAX_PROVIDERS)
          .forEach(
              provider ->
                  provider
                      .peer()
                      .filter(peer -> connect(peer, provider.addresses()))
                      .ifPresent(found));
    }
  }

  private static boolean mayHaveBitswap(Provider provider) {
    return provider.protocols().isEmpty() || provider.protocols().contains(Provider.BITSWAP);
  }

  private boolean connect(PeerId peer, List<Multiaddr> addresses) {
    if (peer.equals(host.id())) {
      return false;
    }
    try {
      host.connect(new PeerAddresses(peer, addresses), DialOptions.DEFAULTS);
      return true;
    } catch (HeliaException e) {
      LOG.debug("peer {} may have a block but cannot be reached", peer, e);
      return false;
    }
  }

  private void run(Runnable task, Runnable over) {
    try {
      workers.execute(
          () -> {
            try {
              task.run();
            } catch (HeliaException e) {
              LOG.debug("looking for peers failed", e);
            } finally {
              over.run();
            }
          });
    } catch (RejectedExecutionException e) {
      over.run(); // The node stops.
    }
  }
}
