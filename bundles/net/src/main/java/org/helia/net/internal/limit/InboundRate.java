package org.helia.net.internal.limit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.helia.api.net.ResourceUsage;

/**
 * How many connections an address may begin in a second: so many at once, then one for each
 * fraction of a second. IPv6 addresses count by the /56 that one customer has. Remembers a bounded
 * number of addresses, those that came last.
 */
public final class InboundRate {
  /** How many addresses are remembered. */
  static final int MAX_ADDRESSES = 16_384;

  private static final int IP4_BYTES = 4;
  private static final int IP6_PREFIX_BYTES = 7;

  private final LongSupplier nanoTime;
  private final LongSupplier perSecond;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Integer, TokenBucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, TokenBucket> eldest) {
          return size() > MAX_ADDRESSES;
        }
      };
  private long refused;

  /**
   * @param perSecond how many; 0 for no limit
   */
  public InboundRate(LongSupplier nanoTime, LongSupplier perSecond) {
    this.nanoTime = nanoTime;
    this.perSecond = perSecond;
  }

  /**
   * Counts a connection.
   *
   * @param ip 4 or 16 bytes
   * @return false when there are too many of this address
   */
  public boolean admit(byte[] ip) {
    double rate = perSecond.getAsLong();
    if (rate == 0) {
      return true;
    }
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      TokenBucket bucket = buckets.computeIfAbsent(key(ip), each -> new TokenBucket(rate, now));
      boolean admitted = bucket.take(rate, rate, now);
      refused += admitted ? 0 : 1;
      return admitted;
    } finally {
      lock.unlock();
    }
  }

  /** The rate, and how many connections were refused because of it; none is held. */
  public ResourceUsage usage() {
    lock.lock();
    try {
      long rate = perSecond.getAsLong();
      return new ResourceUsage(
          "system",
          "inbound connections of an address per second",
          0,
          rate == 0 ? Long.MAX_VALUE : rate,
          refused);
    } finally {
      lock.unlock();
    }
  }

  /** Addresses that share a hash share a rate, which is rare and does no harm. */
  private static int key(byte[] ip) {
    return Arrays.hashCode(ip.length == IP4_BYTES ? ip : Arrays.copyOf(ip, IP6_PREFIX_BYTES));
  }
}
