package org.helia.net.internal.listen;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.platform.IpAddresses;

/**
 * The addresses at which others have seen this node. One counts when enough peers at different
 * addresses say it, as any of them may lie.
 */
public final class ObservedAddresses {
  /** How long an observation counts. */
  static final Duration TIME_TO_LIVE = Duration.ofMinutes(40);

  /** How many addresses are remembered. */
  static final int MAX_ADDRESSES = 64;

  /** How many observers of one address are remembered. */
  static final int MAX_OBSERVERS = 64;

  private static final int IP4_BYTES = 4;
  private static final int IP6_PREFIX_BYTES = 7;

  private final IntSupplier needed;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  /** For each address when each observer, by the network he is in, saw it last. */
  private final Map<Multiaddr, Map<Integer, Instant>> seen =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Multiaddr, Map<Integer, Instant>> eldest) {
          return size() > MAX_ADDRESSES;
        }
      };

  /**
   * @param needed how many observers there must be
   */
  public ObservedAddresses(IntSupplier needed, InstantSource clock) {
    this.needed = needed;
    this.clock = clock;
  }

  /**
   * Takes an observation.
   *
   * @param observer where the peer is that has seen this node
   */
  public void add(Multiaddr address, Multiaddr observer) {
    lock.lock();
    try {
      Map<Integer, Instant> observers = seen.computeIfAbsent(address, each -> new HashMap<>());
      int network =
          IpAddresses.of(observer)
              .map(InetAddress::getAddress)
              .map(ObservedAddresses::network)
              .orElse(0);
      if (observers.size() < MAX_OBSERVERS || observers.containsKey(network)) {
        observers.put(network, clock.instant());
      }
    } finally {
      lock.unlock();
    }
  }

  private static int network(byte[] ip) {
    return Arrays.hashCode(ip.length == IP4_BYTES ? ip : Arrays.copyOf(ip, IP6_PREFIX_BYTES));
  }

  /** The addresses that count now. */
  public List<Multiaddr> addresses() {
    Instant oldest = clock.instant().minus(TIME_TO_LIVE);
    lock.lock();
    try {
      seen.values().forEach(observers -> observers.values().removeIf(at -> at.isBefore(oldest)));
      seen.values().removeIf(Map::isEmpty);
      return seen.entrySet().stream()
          .filter(each -> each.getValue().size() >= needed.getAsInt())
          .map(Map.Entry::getKey)
          .sorted()
          .toList();
    } finally {
      lock.unlock();
    }
  }
}
