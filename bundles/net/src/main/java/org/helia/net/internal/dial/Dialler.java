package org.helia.net.internal.dial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.helia.api.CancelledException;
import org.helia.api.net.Connection;
import org.helia.api.net.DialException;
import org.helia.api.net.DialOptions;
import org.helia.api.net.NetException;
import org.helia.api.net.PeerAddresses;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.multiaddr.Protocol;
import org.helia.multiformats.peer.PeerId;
import org.helia.net.internal.connection.Attempt;
import org.helia.net.internal.connection.ConnectionDesk;
import org.helia.net.internal.connection.ConnectionPool;
import org.helia.net.internal.connection.NetConnection;
import org.helia.net.spi.Transport;
import org.helia.platform.IpAddresses;
import org.helia.platform.Plugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reaches peers: gathers their addresses, races them and joins those who dial the same peer. */
public final class Dialler {
  private static final Logger LOG = LoggerFactory.getLogger(Dialler.class);

  /** The most addresses of one peer that are tried in one dial. */
  static final int MAX_ADDRESSES = 64;

  /** How long a near address has a head start: its answer comes at once or not at all. */
  private static final Duration NEAR_STAGGER = Duration.ofMillis(30);

  private final Parts parts;
  private final Supplier<Settings> settings;
  private final BackOff backOff;
  private final DialSlots slots;
  private final Map<PeerId, Race> races = new ConcurrentHashMap<>();

  /** What it works with. */
  public record Parts(
      PeerId self,
      ConnectionDesk desk,
      ConnectionPool pool,
      Transports transports,
      Resolution resolution,
      Function<PeerId, List<Multiaddr>> known,
      ScheduledExecutorService timer,
      LongSupplier nanoTime) {}

  /**
   * How it dials.
   *
   * @param stagger how long an address is tried alone
   * @param slots how many addresses are tried at once
   * @param backOff how long an address that failed is left alone
   * @param denied which addresses are never dialled
   */
  public record Settings(
      Duration stagger, int slots, Duration backOff, Predicate<Multiaddr> denied) {}

  /** Dials nobody yet. */
  public Dialler(Parts parts, Supplier<Settings> settings) {
    this.parts = parts;
    this.settings = settings;
    this.backOff = new BackOff(() -> settings.get().backOff(), parts.nanoTime());
    this.slots = new DialSlots(() -> settings.get().slots());
  }

  /** As {@link org.helia.api.net.Host#connect}. */
  public Connection connect(PeerAddresses peer, DialOptions options) {
    PeerId id = peer.peer();
    if (id.equals(parts.self())) {
      throw new NetException("peer " + id + " is this node itself");
    }
    if (options.useExisting()) {
      Optional<NetConnection> open = parts.pool().best(id);
      if (open.isPresent()) {
        return open.get();
      }
    }
    long end = parts.nanoTime().getAsLong() + options.timeout().toNanos();
    Optional<Race> underWay =
        options.useExisting() ? Optional.ofNullable(races.get(id)) : Optional.empty();
    if (underWay.isPresent() && underWay.get().enter()) {
      return join(underWay.get(), peer, options, end);
    }
    return await(race(peer, options, end), end, options.timeout());
  }

  /** What the other dial knew may be less than what this one knows. */
  private Connection join(Race race, PeerAddresses peer, DialOptions options, long end) {
    try {
      return await(race, end, options.timeout());
    } catch (DialException e) {
      Set<Multiaddr> tried = new LinkedHashSet<>();
      e.attempts().forEach(attempt -> tried.add(attempt.address()));
      if (peer.addresses().stream().map(Dialler::withoutPeer).allMatch(tried::contains)
          || parts.nanoTime().getAsLong() - end >= 0) {
        throw e;
      }
      return await(race(peer, options, end), end, options.timeout());
    }
  }

  private Race race(PeerAddresses peer, DialOptions options, long end) {
    PeerId id = peer.peer();
    List<DialException.Attempt> ruledOut = new ArrayList<>();
    List<Multiaddr> addresses = candidates(peer, options, end, ruledOut);
    Race race = new Race(id, addresses, ruledOut, new Track());
    race.enter();
    if (options.useExisting()) {
      Race other = races.putIfAbsent(id, race);
      if (other != null && other.enter()) {
        return other;
      }
      race.result().whenComplete((connection, failure) -> races.remove(id, race));
    }
    race.goOn();
    return race;
  }

  private List<Multiaddr> candidates(
      PeerAddresses peer, DialOptions options, long end, List<DialException.Attempt> ruledOut) {
    Set<Multiaddr> given = new LinkedHashSet<>();
    peer.addresses().forEach(address -> given.add(withoutPeer(address)));
    given.addAll(parts.known().apply(peer.peer()));
    List<Multiaddr> resolved = new ArrayList<>();
    for (Multiaddr address : given) {
      try {
        Duration left = Duration.ofNanos(Math.max(1, end - parts.nanoTime().getAsLong()));
        resolved.addAll(parts.resolution().resolve(peer.peer(), address, left));
      } catch (NetException e) {
        ruledOut.add(new DialException.Attempt(address, e));
      }
    }
    return AddressOrder.of(resolved).stream()
        .filter(address -> mayBeTried(peer.peer(), address, options, ruledOut))
        .limit(MAX_ADDRESSES)
        .toList();
  }

  private boolean mayBeTried(
      PeerId peer, Multiaddr address, DialOptions options, List<DialException.Attempt> ruledOut) {
    Optional<NetException> hindrance = Optional.empty();
    if (settings.get().denied().test(address)) {
      hindrance = Optional.of(new NetException("the configuration denies it"));
    } else if (parts.transports().dialling(address).isEmpty()) {
      hindrance = Optional.of(parts.transports().missing(address));
    } else if (!options.ignoreBackoff()) {
      hindrance =
          backOff
              .left(peer, address)
              .map(
                  left ->
                      new NetException(
                          "failed a moment ago, is tried again in %,d ms"
                              .formatted(left.toMillis())));
    }
    hindrance.ifPresent(why -> ruledOut.add(new DialException.Attempt(address, why)));
    return hindrance.isEmpty();
  }

  private static Multiaddr withoutPeer(Multiaddr address) {
    int last = address.components().size() - 1;
    return last > 0 && address.components().get(last).protocol() == Protocol.P2P
        ? Multiaddr.of(address.components().subList(0, last))
        : address;
  }

  private Connection await(Race race, long end, Duration timeout) {
    try {
      long left = end - parts.nanoTime().getAsLong();
      return race.result().get(Math.max(0, left), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw race.tooLate(timeout);
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("connecting to a peer");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DialException failure) {
        throw new DialException(failure.peer(), failure.attempts());
      }
      throw new NetException("cannot connect: " + e.getCause(), e);
    } finally {
      race.leave();
    }
  }

  private final class Track implements Race.Track {
    @Override
    public Race.Running dial(PeerId peer, Multiaddr address) {
      SlottedDial dial = new SlottedDial(peer, address);
      slots.take(dial);
      return new Race.Running(dial.result, dial::stop);
    }

    @Override
    public void later(Duration delay, Runnable task) {
      try {
        var unused = parts.timer().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        LOG.debug("the node stops, so no further address is tried", e);
      }
    }

    @Override
    public Duration stagger(Multiaddr address) {
      Duration configured = settings.get().stagger();
      boolean near = IpAddresses.isPrivate(address) && configured.compareTo(NEAR_STAGGER) > 0;
      return near ? NEAR_STAGGER : configured;
    }
  }

  /** One address, from the line for a slot to the connection. */
  private final class SlottedDial implements Runnable {
    private final PeerId peer;
    private final Multiaddr address;
    private final CompletableFuture<NetConnection> result = new CompletableFuture<>();
    private final CompletableFuture<Attempt> attempt = new CompletableFuture<>();

    SlottedDial(PeerId peer, Multiaddr address) {
      this.peer = peer;
      this.address = address;
    }

    @Override
    public void run() {
      if (result.isDone()) {
        slots.release();
        return;
      }
      dial()
          .whenComplete(
              (connection, failure) -> {
                slots.release();
                if (failure == null) {
                  backOff.succeeded(peer, address);
                  if (!result.complete(connection)) {
                    connection.close();
                  }
                } else if (result.completeExceptionally(failure)) {
                  backOff.failed(peer, address);
                }
              });
    }

    private CompletableFuture<NetConnection> dial() {
      Optional<Plugin<Transport>> transport =
          parts.transports().dialling(address).filter(Plugin::enter);
      if (transport.isEmpty()) {
        return CompletableFuture.failedFuture(parts.transports().missing(address));
      }
      try {
        Attempt begun = parts.desk().dial(peer);
        CompletableFuture<NetConnection> taken = parts.desk().taken(begun);
        attempt.complete(begun);
        transport.get().service().dial(address, begun);
        return taken;
      } catch (RuntimeException e) {
        attempt.thenAccept(begun -> begun.failed(e));
        return CompletableFuture.failedFuture(e);
      } finally {
        transport.get().exit();
      }
    }

    /** Not needed any more, which is no failure of the address. */
    void stop() {
      NetException notNeeded = new NetException("not needed any more");
      result.completeExceptionally(notNeeded);
      attempt.thenAccept(begun -> begun.giveUp(notNeeded));
      slots.forget(this);
    }
  }
}
