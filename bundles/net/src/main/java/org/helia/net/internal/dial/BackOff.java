package org.helia.net.internal.dial;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses failed a moment ago. Each further failure doubles the time that an address is
 * left alone. Remembers a bounded number.
 */
final class BackOff {
  /** How many addresses are remembered. */
  static final int MAX_ADDRESSES = 16_384;

  /** The longest time that an address is left alone. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  private static final int MAX_DOUBLINGS = 16;

  private final Supplier<Duration> first;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Place, Failures> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Failures> eldest) {
          return size() > MAX_ADDRESSES;
        }
      };

  BackOff(Supplier<Duration> first, LongSupplier nanoTime) {
    this.first = first;
    this.nanoTime = nanoTime;
  }

  /** How long an address is to be left alone yet; empty when it may be tried. */
  Optional<Duration> left(PeerId peer, Multiaddr address) {
    lock.lock();
    try {
      Failures known = failures.get(new Place(peer, address));
      long left = known == null ? 0 : known.until() - nanoTime.getAsLong();
      return left > 0 ? Optional.of(Duration.ofNanos(left)) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  void failed(PeerId peer, Multiaddr address) {
    lock.lock();
    try {
      Place place = new Place(peer, address);
      @Nullable Failures before = failures.get(place);
      int count = before == null ? 0 : Math.min(before.count(), MAX_DOUBLINGS);
      long nanos = Math.min(first.get().toNanos() << count, LONGEST.toNanos());
      failures.put(place, new Failures(count + 1, nanoTime.getAsLong() + nanos));
    } finally {
      lock.unlock();
    }
  }

  void succeeded(PeerId peer, Multiaddr address) {
    lock.lock();
    try {
      failures.remove(new Place(peer, address));
    } finally {
      lock.unlock();
    }
  }

  private record Place(PeerId peer, Multiaddr address) {}

  private record Failures(int count, long until) {}
}
