package org.helia.unixfs.internal.add;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.helia.api.unixfs.AddTimeoutException;

/** Gives up what a thread does when its time is over, by interrupting it. */
public final class Deadline {
  private final Thread worker = Thread.currentThread();
  private boolean over;
  private boolean missed;

  private Deadline() {}

  /**
   * Does something on this thread within a time.
   *
   * @param timeout when empty, it may take as long as it takes
   * @throws AddTimeoutException when the time was over
   */
  public static <T> T within(Optional<Duration> timeout, Supplier<T> work) {
    return timeout.isPresent() ? new Deadline().run(timeout.get(), work) : work.get();
  }

  private <T> T run(Duration timeout, Supplier<T> work) {
    Executor later =
        CompletableFuture.delayedExecutor(timeout.toNanos(), TimeUnit.NANOSECONDS, Runnable::run);
    CompletableFuture<Void> alarm = CompletableFuture.runAsync(this::interrupt, later);
    try {
      return work.get();
    } catch (RuntimeException e) {
      if (end()) {
        throw new AddTimeoutException(timeout, e);
      }
      throw e;
    } finally {
      end();
      alarm.cancel(false);
    }
  }

  private synchronized void interrupt() {
    if (!over) {
      missed = true;
      worker.interrupt();
    }
  }

  /** Whether the time was over before this; the interruption ends with it. */
  private synchronized boolean end() {
    if (!over && missed) {
      Thread.interrupted();
    }
    over = true;
    return missed;
  }
}
