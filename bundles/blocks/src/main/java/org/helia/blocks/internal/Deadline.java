package org.helia.blocks.internal;

import java.time.Duration;

/** When something must be done, on the clock of {@link System#nanoTime}. */
record Deadline(long endNanos) {
  /** Far enough for everybody, and its nanoseconds fit into a long. */
  private static final Duration LONGEST = Duration.ofDays(365);

  static Deadline in(Duration time) {
    Duration bounded = time.compareTo(LONGEST) < 0 ? time : LONGEST;
    return new Deadline(System.nanoTime() + bounded.toNanos());
  }

  /** Zero or less when it has passed. */
  long leftNanos() {
    return endNanos - System.nanoTime();
  }

  /** Never negative. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, leftNanos()));
  }
}
