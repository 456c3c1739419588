package org.helia.testkit.concurrent;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what another thread brings about and does not announce. */
public final class Until {
  /** How long it may take, in seconds. */
  public static final long MAX_WAIT_SECONDS = 30;

  private Until() {}

  /**
   * Returns when the condition holds.
   *
   * @param condition asked again and again
   * @throws AssertionError when it does not hold in time
   * @throws InterruptedException when the thread is interrupted, as a test's time limit does
   */
  public static void holds(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_WAIT_SECONDS);
    while (!condition.getAsBoolean()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("while waiting for a condition");
      }
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("did not come true in " + MAX_WAIT_SECONDS + " s");
      }
      Thread.onSpinWait();
    }
  }
}
