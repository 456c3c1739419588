package org.helia.blocks.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets so many tasks run at once and the others wait, in order. Its queue is as long as what its
 * users have under way, which they bound.
 */
final class CallQueue implements Executor {
  private final int limit;
  private final Executor workers;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger running = new AtomicInteger();

  /**
   * @param limit how many may run at once
   * @param workers run them
   */
  CallQueue(int limit, Executor workers) {
    this.limit = limit;
    this.workers = workers;
  }

  /**
   * Runs a task when it is its turn.
   *
   * @throws RejectedExecutionException when the workers take nothing any more
   */
  @Override
  public void execute(Runnable task) {
    waiting.add(task);
    startNext();
  }

  private void startNext() {
    while (!waiting.isEmpty() && enter()) {
      Runnable task = waiting.poll();
      if (task == null) {
        running.decrementAndGet();
      } else {
        start(task);
      }
    }
  }

  private boolean enter() {
    int before = running.getAndUpdate(now -> now < limit ? now + 1 : now);
    return before < limit;
  }

  private void start(Runnable task) {
    try {
      workers.execute(() -> run(task));
    } catch (RejectedExecutionException e) {
      running.decrementAndGet();
      throw e;
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } finally {
      running.decrementAndGet();
      startNext();
    }
  }
}
