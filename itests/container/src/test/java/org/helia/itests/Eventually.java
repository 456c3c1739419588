package org.helia.itests;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what the container does in its own time. */
final class Eventually {

  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private Eventually() {}

  /**
   * Returns as soon as a condition holds.
   *
   * @param condition what is waited for, and perhaps how far it is
   * @throws AssertionError when it does not in that time
   */
  static void holds(Supplier<String> condition, Duration atMost, BooleanSupplier test) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!test.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + atMost.toMillis() + " ms: " + condition.get());
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
  }
}
