package org.helia.blocks.internal;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.helia.api.CancelledException;
import org.helia.api.block.Block;
import org.helia.api.block.BlockBroker;
import org.helia.api.block.BlockException;
import org.helia.api.block.BlockMismatchException;
import org.helia.api.block.BlockTooLargeException;
import org.helia.api.codec.Hashers;
import org.helia.multiformats.Cid;
import org.helia.platform.Plugin;
import org.helia.platform.Plugins;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The brokers that are present, as one. What they deliver is checked before anybody sees it. */
final class Brokers {
  /**
   * How many calls may be in brokers at once; more callers wait, as far as their deadline allows.
   */
  static final int MAX_CALLS = 256;

  private static final Logger LOG = LoggerFactory.getLogger(Brokers.class);

  private final Plugins<BlockBroker> plugins;
  private final Hashers hashers;
  private final Supplier<Settings> settings;
  private final ExecutorService workers;
  private final Semaphore calls = new Semaphore(MAX_CALLS);
  private final ConcurrentHashMap<String, LongAdder> lies = new ConcurrentHashMap<>();

  /**
   * @param workers has at least {@link #MAX_CALLS} threads, or the deadline could not be kept
   */
  Brokers(
      Plugins<BlockBroker> plugins,
      Hashers hashers,
      Supplier<Settings> settings,
      ExecutorService workers) {
    this.plugins = plugins;
    this.hashers = hashers;
    this.settings = settings;
    this.workers = workers;
  }

  Plugins<BlockBroker> plugins() {
    return plugins;
  }

  /**
   * Asks the brokers by rank.
   *
   * @param deadline kept even if a broker does not
   * @return the block, checked; empty when none delivered it in time
   * @throws CancelledException when the thread was interrupted
   */
  Optional<byte[]> fetch(Cid cid, Deadline deadline, Inquiry inquiry) {
    Set<BlockBroker> asked = new HashSet<>();
    return plugins.retry(deadline.left(), () -> fetchOnce(cid, deadline, inquiry, asked));
  }

  /** Asks those that were not asked before. */
  private Optional<byte[]> fetchOnce(
      Cid cid, Deadline deadline, Inquiry inquiry, Set<BlockBroker> asked) {
    List<Plugin<BlockBroker>> fresh =
        plugins.all().stream().filter(plugin -> asked.add(plugin.service())).toList();
    if (fresh.isEmpty()) {
      return Optional.empty();
    }
    Duration headStart = settings.get().headStart();
    try (BrokerRace race = new BrokerRace(this, cid, deadline, inquiry)) {
      return race.run(fresh, headStart);
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("fetching block " + cid);
    }
  }

  /**
   * Runs a call on a thread of its own.
   *
   * @return false when there was no room for it before the deadline
   */
  boolean start(Runnable call, Deadline deadline) throws InterruptedException {
    if (!calls.tryAcquire(deadline.leftNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    try {
      workers.execute(
          () -> {
            try {
              call.run();
            } finally {
              calls.release();
            }
          });
      return true;
    } catch (RejectedExecutionException e) {
      calls.release();
      throw new BlockException("the node is stopping: nothing is fetched any more", e);
    }
  }

  /**
   * Checks what a broker delivered.
   *
   * @throws BlockException when it is too large or not what was asked for
   */
  byte[] check(Cid cid, String broker, byte[] bytes) {
    if (bytes.length > Block.MAX_OUTSIDE_BYTES) {
      noteLie(broker);
      throw new BlockTooLargeException(
          "block " + cid + " from " + broker, bytes.length, Block.MAX_OUTSIDE_BYTES);
    }
    if (!hashers.matches(cid.multihash(), bytes)) {
      noteLie(broker);
      throw new BlockMismatchException(cid, "broker " + broker, bytes.length);
    }
    return bytes;
  }

  /** How often a broker delivered what it should not. */
  long lies(String broker) {
    LongAdder count = lies.get(broker);
    return count == null ? 0 : count.sum();
  }

  /** Logs ever more rarely, so that a liar does not fill the log. */
  private void noteLie(String broker) {
    LongAdder count = lies.computeIfAbsent(broker, name -> new LongAdder());
    count.increment();
    long times = count.sum();
    if (Long.bitCount(times) == 1) {
      LOG.warn(
          "broker {} delivered wrong blocks {} times so far; they were discarded", broker, times);
    }
  }
}
