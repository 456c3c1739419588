package org.helia.blocks.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Begins reads ahead of a reader, on a few threads, each of which goes on while there are more: a
 * thread for each block would cost more than reading a small one.
 */
final class Lookups {
  /** How many threads look into the stores for one reader at most. */
  private static final int MAX_THREADS = 16;

  private final Executor workers;
  private final Queue<Read> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicInteger working = new AtomicInteger();

  Lookups(Executor workers) {
    this.workers = workers;
  }

  /**
   * Has a read begun soon.
   *
   * @return false when the node is stopping
   */
  boolean add(Read read) {
    waiting.add(read);
    return queued.incrementAndGet() <= working.get() || !enter() || start();
  }

  private boolean enter() {
    int before = working.getAndUpdate(now -> now < MAX_THREADS ? now + 1 : now);
    return before < MAX_THREADS;
  }

  private boolean start() {
    try {
      workers.execute(this::work);
      return true;
    } catch (RejectedExecutionException e) {
      working.decrementAndGet();
      return false;
    }
  }

  private void work() {
    do {
      for (Read read = waiting.poll(); read != null; read = waiting.poll()) {
        queued.decrementAndGet();
        read.begin();
      }
      working.decrementAndGet();
      // Whoever added one since the queue was empty may have counted this thread.
    } while (!waiting.isEmpty() && enter());
  }
}
