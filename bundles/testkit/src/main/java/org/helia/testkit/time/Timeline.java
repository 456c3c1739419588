package org.helia.testkit.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.helia.api.CancelledException;

/**
 * A time, with the threads and timers that belong to it. What is tested takes its clock, its
 * executor and its timer from here.
 */
public interface Timeline extends InstantSource, AutoCloseable {
  /** The system's time, with threads of its own. */
  static Timeline system() {
    return new SystemTime();
  }

  /** Nanoseconds since some moment; never goes back. */
  long nanoTime();

  /** An executor for work that blocks. Each call opens another, to be shut down by the caller. */
  ExecutorService executor();

  /** A timer, whose tasks may block. Each call opens another, to be shut down by the caller. */
  ScheduledExecutorService timer();

  /**
   * Runs a task later.
   *
   * @param nanos how much later; 0 or less: as soon as can be
   * @param task must not wait
   */
  void after(long nanos, Runnable task);

  /** Something for the calling thread to wait with; for one thread, again and again. */
  Waiter waiter();

  /**
   * Lets time go by.
   *
   * @throws CancelledException when the thread was interrupted
   */
  default void sleep(Duration duration) {
    Waiter waiter = waiter();
    try {
      for (long end = nanoTime() + duration.toNanos(); end - nanoTime() > 0; ) {
        waiter.await(end - nanoTime());
      }
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("sleeping");
    }
  }

  @Override
  default Instant instant() {
    return Instant.EPOCH.plusNanos(nanoTime());
  }

  /** Ends the threads and forgets what was to be run later. */
  @Override
  void close();

  /** Lets one thread wait for another. */
  interface Waiter {
    /**
     * Waits for {@link #wake}; one that came since the last call counts.
     *
     * @param nanos how long at most
     * @return whether it was woken
     */
    boolean await(long nanos) throws InterruptedException;

    /** Wakes the thread. Never waits. */
    void wake();
  }
}
