package org.helia.shell.internal;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.helia.api.HeliaException;
import org.helia.platform.Workers;

/** Interrupts the thread that runs a command when its time is over. */
final class TimeLimit {
  private final Thread thread = Thread.currentThread();
  private boolean ended;
  private boolean over;

  private TimeLimit() {}

  /** What a command does. */
  @FunctionalInterface
  interface Body {
    /**
     * Does it.
     *
     * @throws IOException when input, output or a local file fails
     */
    void run() throws IOException;
  }

  /**
   * Runs a command.
   *
   * @throws HeliaException when it takes longer than it may
   */
  static void run(Duration limit, Body command) throws IOException {
    TimeLimit timeLimit = new TimeLimit();
    ScheduledExecutorService timer = Workers.timer("helia-shell-timeout");
    timer.schedule(timeLimit::interrupt, limit.toNanos(), TimeUnit.NANOSECONDS);
    try {
      command.run();
      timeLimit.end();
    } catch (HeliaException | IOException e) {
      if (timeLimit.end()) {
        throw new HeliaException("given up after the --timeout of " + seconds(limit), e);
      }
      throw e;
    } finally {
      timeLimit.end();
      timer.shutdownNow();
    }
  }

  private static String seconds(Duration limit) {
    return BigDecimal.valueOf(limit.toNanos(), 9).stripTrailingZeros().toPlainString() + " s";
  }

  private synchronized void interrupt() {
    if (!ended) {
      over = true;
      thread.interrupt();
    }
  }

  /**
   * Lets the thread alone from now on.
   *
   * @return whether it was interrupted before
   */
  private synchronized boolean end() {
    if (over && !ended) {
      Thread.interrupted();
    }
    ended = true;
    return over;
  }
}
