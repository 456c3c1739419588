package org.helia.testkit.net;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.helia.api.net.Connection;
import org.helia.api.net.DialOptions;
import org.helia.api.net.PeerAddresses;
import org.helia.api.net.PeerStore.Identified;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.testkit.time.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * Hosts that reach each other inside the JVM. Close it to end its threads.
 *
 * <p>Unless told otherwise bytes arrive as soon as they are written. {@link #links} says how long
 * they take and what gets lost, {@link MemoryHost#bandwidth} how many go at once, {@link
 * #partition} and {@link #cut} who reaches whom. A stream holds at most {@link #windowBytes} that
 * are not read, and the writer waits for its reader; other streams of the connection go on, as with
 * yamux.
 *
 * <p>What is counted as traffic is the content of streams; connecting, negotiating and
 * acknowledging takes the time of round trips and no bandwidth.
 *
 * <p>On {@link org.helia.testkit.time.VirtualTime}, with handlers and timers that use {@link
 * #workers} and {@link #time}, the same seed gives the same order of events.
 */
public final class MemoryNetwork implements AutoCloseable {
  /** What a stream holds unless told otherwise: yamux begins with that. */
  public static final long DEFAULT_WINDOW_BYTES = 256 * 1024;

  private final Timeline time;
  private final boolean ownsTime;
  private final Random random;
  private final ExecutorService workers;
  private final Map<Integer, MemoryHost> hosts = new ConcurrentHashMap<>();
  private final Map<Multiaddr, MemoryHost> byAddress = new ConcurrentHashMap<>();
  private final Set<Set<MemoryHost>> cut = ConcurrentHashMap.newKeySet();
  private final Set<MemoryLane> stalled = new LinkedHashSet<>();
  private volatile @Nullable Partition partition;
  private volatile Link.Plan links = (from, to) -> Link.INSTANT;
  private volatile long windowBytes = DEFAULT_WINDOW_BYTES;
  private volatile boolean identifies;

  /** An empty network on the system's time. */
  public MemoryNetwork() {
    this(Timeline.system(), 0, true);
  }

  /**
   * An empty network.
   *
   * @param time when things happen; stays open when the network is closed
   * @param seed of all that is left to chance
   */
  public MemoryNetwork(Timeline time, long seed) {
    this(time, seed, false);
  }

  private MemoryNetwork(Timeline time, long seed, boolean ownsTime) {
    this.time = time;
    this.ownsTime = ownsTime;
    this.random = new Random(seed);
    this.workers = time.executor();
  }

  /** How links are that come about from now on. */
  public void links(Link.Plan plan) {
    links = plan;
  }

  /** All links that come about from now on are like this. */
  public void links(Link link) {
    links = (from, to) -> link;
  }

  /**
   * How many bytes a stream opened from now on holds in each direction, unread or on their way. It
   * cannot carry more than that in a round trip; as all of it takes memory, many streams on long
   * ways need a small one.
   *
   * @throws IllegalArgumentException when it is not positive
   */
  public void windowBytes(long bytes) {
    if (bytes <= 0) {
      throw new IllegalArgumentException("a window is positive, not " + bytes);
    }
    windowBytes = bytes;
  }

  /**
   * Has hosts know each other's protocols and addresses from now on, as the identify protocol does:
   * when they connect, and when protocols change. It takes the time that a message takes and counts
   * as no traffic.
   */
  public void identify() {
    identifies = true;
  }

  /**
   * The host with a number, made at the first call. The same number has the same peer id always.
   *
   * @param number from 1 to 65535
   */
  public MemoryHost host(int number) {
    return hosts.computeIfAbsent(number, this::newHost);
  }

  private MemoryHost newHost(int number) {
    MemoryHost host = new MemoryHost(this, number);
    byAddress.put(host.address(), host);
    return host;
  }

  /** Connects one host with another. */
  public Connection connect(int from, int to) {
    MemoryHost remote = host(to);
    return host(from)
        .connect(new PeerAddresses(remote.id(), List.of(remote.address())), DialOptions.DEFAULTS);
  }

  @Nullable MemoryHost at(Multiaddr address) {
    return byAddress.get(address);
  }

  /** The time that the network runs on. */
  public Timeline time() {
    return time;
  }

  /** The threads on which handlers and listeners run; for work of the protocols, too. */
  public ExecutorService workers() {
    return workers;
  }

  long windowBytes() {
    return windowBytes;
  }

  Link link(MemoryHost from, MemoryHost to) {
    return links.link(from, to);
  }

  /** Anything from 0 up to a duration, in nanoseconds. */
  long chance(Duration most) {
    return most.isZero() ? 0 : (long) (random.nextDouble() * most.toNanos());
  }

  boolean happens(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }

  /** How long a connection lasts in nanoseconds; 0: until it is closed. */
  long life(Link link) {
    return link.meanLife().isZero()
        ? 0
        : Math.round(-Math.log(1 - random.nextDouble()) * link.meanLife().toNanos());
  }

  void identify(MemoryConnection connection) {
    if (!identifies) {
      return;
    }
    MemoryHost host = connection.local();
    Identified said =
        new Identified(
            "memory", "ipfs/0.1.0", host.protocols(), host.addresses(), Optional.empty());
    connection
        .lane()
        .send(
            0,
            () -> {
              MemoryHost remote = connection.remote();
              remote.peers().addAddresses(host.id(), said.listenAddresses(), Duration.ofHours(1));
              remote.peers().identified(host.id(), said);
            });
  }

  /** Breaks the connections between two different hosts, and lets none come about. */
  public void cut(MemoryHost one, MemoryHost other) {
    cut.add(Set.of(one, other));
    for (MemoryConnection connection : one.all()) {
      if (connection.remote() == other) {
        connection.breakOff("the network is cut");
      }
    }
  }

  /** Takes {@link #cut} back. */
  public void mend(MemoryHost one, MemoryHost other) {
    cut.remove(Set.of(one, other));
  }

  /**
   * Takes groups of hosts apart, from each other and from all others. Takes the place of an earlier
   * partition.
   *
   * @param outage what happens between the groups
   */
  @SafeVarargs
  public final void partition(Outage outage, Collection<MemoryHost>... groups) {
    Map<MemoryHost, Integer> numbers = new HashMap<>();
    for (int i = 0; i < groups.length; i++) {
      for (MemoryHost host : groups[i]) {
        numbers.put(host, i + 1);
      }
    }
    Partition now = new Partition(outage, numbers);
    partition = now;
    resume();
    if (outage == Outage.BREAK) {
      breakAcross(now);
    }
  }

  private void breakAcross(Partition now) {
    for (int number : hosts.keySet().stream().sorted().toList()) {
      for (MemoryConnection connection : host(number).all()) {
        if (now.parts(connection.local(), connection.remote())) {
          connection.breakOff("the network is partitioned");
        }
      }
    }
  }

  /** Takes {@link #partition} back. */
  public void heal() {
    partition = null;
    resume();
  }

  private void resume() {
    List<MemoryLane> waiting;
    synchronized (stalled) {
      waiting = List.copyOf(stalled);
      stalled.clear();
    }
    waiting.forEach(MemoryLane::resume);
  }

  void stalled(MemoryLane lane) {
    synchronized (stalled) {
      stalled.add(lane);
    }
  }

  void forget(MemoryLane lane) {
    synchronized (stalled) {
      stalled.remove(lane);
    }
  }

  boolean stalls(MemoryHost one, MemoryHost other) {
    return parted(one, other, Outage.STALL);
  }

  boolean breaks(MemoryHost one, MemoryHost other) {
    return parted(one, other, Outage.BREAK) || one != other && cut.contains(Set.of(one, other));
  }

  private boolean parted(MemoryHost one, MemoryHost other, Outage outage) {
    Partition now = partition;
    return now != null && now.outage() == outage && now.parts(one, other);
  }

  @Override
  public void close() {
    workers.shutdownNow();
    if (ownsTime) {
      time.close();
    }
  }
}
