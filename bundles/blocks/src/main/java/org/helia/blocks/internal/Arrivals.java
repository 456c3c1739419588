package org.helia.blocks.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.helia.api.block.Block;
import org.helia.api.block.BlockException;
import org.helia.api.block.FetchListener;
import org.helia.api.block.FetchedBlock;
import org.helia.multiformats.Multihash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what has come from outside before it is given out, several blocks at a time, on threads of
 * its own: those of the brokers are not held up. What waits here is what readers have wanted, which
 * they bound.
 */
final class Arrivals {
  private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

  /** At most so many blocks are stored before the first of them is given out. */
  private static final int MAX_BATCH = 64;

  /** And not many more bytes than these. */
  private static final int MAX_BATCH_BYTES = 4 * 1024 * 1024;

  private final Stores stores;
  private final Admissions admissions;
  private final WriteBarrier barrier;
  private final BlockListeners listeners;
  private final Executor workers;
  private final int width;
  private final Queue<Arrival> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger working = new AtomicInteger();

  /**
   * @param width how many threads store at once
   */
  Arrivals(
      Stores stores,
      Admissions admissions,
      WriteBarrier barrier,
      BlockListeners listeners,
      Executor workers,
      int width) {
    this.stores = stores;
    this.admissions = admissions;
    this.barrier = barrier;
    this.listeners = listeners;
    this.workers = workers;
    this.width = width;
  }

  /** Takes what became of the storing; called on a worker thread. */
  interface Stored {
    /** It is in a store. */
    void stored(byte[] bytes);

    /** It could not be stored. */
    void failed(RuntimeException error);
  }

  /**
   * A block that has come.
   *
   * @param miss the look into the blockstores, of which some may have a corrupt copy
   */
  record Arrival(
      String broker, FetchedBlock fetched, LocalRead miss, FetchListener listener, Stored then) {
    Block block() {
      return fetched.block().block();
    }
  }

  /** Has a block stored soon. Never blocks. */
  void store(Arrival arrival) {
    waiting.add(arrival);
    int before = working.getAndUpdate(now -> now < width ? now + 1 : now);
    if (before < width) {
      start();
    }
  }

  private void start() {
    try {
      workers.execute(this::work);
    } catch (RejectedExecutionException e) {
      working.decrementAndGet();
      BlockException error = new BlockException("the node is stopping: nothing is stored", e);
      for (Arrival arrival = waiting.poll(); arrival != null; arrival = waiting.poll()) {
        arrival.then().failed(error);
      }
    }
  }

  private void work() {
    do {
      for (List<Arrival> batch = next(); !batch.isEmpty(); batch = next()) {
        storeAll(batch);
      }
      working.decrementAndGet();
      // Whoever added one since the queue was empty may have seen all threads at work.
    } while (!waiting.isEmpty() && enter());
  }

  private boolean enter() {
    int before = working.getAndUpdate(now -> now < width ? now + 1 : now);
    return before < width;
  }

  private List<Arrival> next() {
    List<Arrival> batch = new ArrayList<>();
    int bytes = 0;
    while (batch.size() < MAX_BATCH && bytes < MAX_BATCH_BYTES) {
      Arrival arrival = waiting.poll();
      if (arrival == null) {
        break;
      }
      batch.add(arrival);
      bytes += arrival.block().size();
    }
    return batch;
  }

  private void storeAll(List<Arrival> batch) {
    List<Runnable> outcomes = new ArrayList<>(batch.size());
    batch.forEach(arrival -> outcomes.add(storeOne(arrival)));
    outcomes.forEach(Runnable::run);
  }

  private Runnable storeOne(Arrival arrival) {
    Block block = arrival.block();
    try {
      store(block, arrival.miss());
      tell(arrival);
      return () -> arrival.then().stored(block.bytes());
    } catch (RuntimeException e) {
      return () -> arrival.then().failed(e);
    }
  }

  private void store(Block block, LocalRead miss) {
    Multihash hash = block.cid().multihash();
    byte[] bytes = block.bytes();
    miss.heal(stores, bytes);
    admissions.admit(hash, bytes.length);
    barrier.storeFetched(hash, () -> stores.write(hash, bytes));
    listeners.stored(hash, bytes);
  }

  private static void tell(Arrival arrival) {
    try {
      arrival.listener().fetched(arrival.broker(), arrival.fetched());
    } catch (RuntimeException e) {
      LOG.warn("somebody who watches a fetch failed", e);
    }
  }
}
