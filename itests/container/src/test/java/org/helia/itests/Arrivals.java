package org.helia.itests;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.helia.api.block.FetchListener;
import org.helia.api.block.FetchedBlock;
import org.helia.multiformats.Multihash;

/** Counts the blocks that come from outside, by broker, and how often each of them came. */
final class Arrivals implements FetchListener {
  private final Map<String, AtomicLong> byBroker = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> bytesByBroker = new ConcurrentHashMap<>();
  private final Map<Multihash, Integer> times = new ConcurrentHashMap<>();

  @Override
  public void fetched(String broker, FetchedBlock block) {
    add(byBroker, broker, 1);
    add(bytesByBroker, broker, block.block().block().size());
    times.merge(block.block().block().cid().multihash(), 1, Integer::sum);
  }

  private static void add(Map<String, AtomicLong> counts, String broker, long more) {
    counts.computeIfAbsent(broker, name -> new AtomicLong()).addAndGet(more);
  }

  /** How many blocks a broker brought. */
  long of(String broker) {
    return get(byBroker, broker);
  }

  /** How many bytes the blocks have that a broker brought. */
  long bytesOf(String broker) {
    return get(bytesByBroker, broker);
  }

  private static long get(Map<String, AtomicLong> counts, String broker) {
    AtomicLong count = counts.get(broker);
    return count == null ? 0 : count.get();
  }

  /** How many different blocks came. */
  int blocks() {
    return times.size();
  }

  /** How many came more than once. */
  long repeated() {
    return times.values().stream().filter(count -> count > 1).count();
  }
}
