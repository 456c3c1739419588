package org.helia.broker.bitswap.internal.peer;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.helia.platform.Workers;

/** What time it is, and what is to be done later. */
public interface Time {
  /** Nanoseconds since some moment. */
  long nanos();

  /** Runs a short task later, unless all is over by then. */
  void after(Duration delay, Runnable task);

  /**
   * The system's time.
   *
   * @param timer runs the tasks; once it is shut down, they are dropped
   */
  static Time system(ScheduledExecutorService timer) {
    return new Time() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void after(Duration delay, Runnable task) {
        try {
          timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
          return; // All is over.
        }
      }
    };
  }

  /** A timer for {@link #system}, to be shut down by the caller. */
  static ScheduledExecutorService timer() {
    return Workers.timer("helia-bitswap-timer");
  }
}
