package org.helia.gc.internal;

import java.time.Duration;
import java.util.Set;

/**
 * A configuration that has been checked.
 *
 * @param maxBytes 0: no limit
 * @param highBytes above this is collected
 * @param lowBytes down to this
 */
record Settings(
    long maxBytes,
    long highBytes,
    long lowBytes,
    Duration makeRoom,
    Duration keepPaused,
    int threads,
    Set<String> requiredOwners) {

  /**
   * @throws IllegalArgumentException naming the option that is out of its range
   */
  static Settings of(GcConfig config) {
    long max = inRange("maxBytes", config.maxBytes(), 0, Long.MAX_VALUE);
    long high = inRange("highWatermarkPercent", config.highWatermarkPercent(), 1, 100);
    long low = inRange("lowWatermarkPercent", config.lowWatermarkPercent(), 0, high);
    return new Settings(
        max,
        percent(max, high),
        percent(max, low),
        Duration.ofSeconds(
            inRange("makeRoomSeconds", config.makeRoomSeconds(), 1, GcConfig.MAX_SECONDS)),
        Duration.ofSeconds(
            inRange("keepPausedSeconds", config.keepPausedSeconds(), 0, GcConfig.MAX_SECONDS)),
        (int) inRange("threads", config.threads(), 1, GcConfig.MAX_THREADS),
        Set.of(config.requiredOwners()));
  }

  private static long percent(long of, long percent) {
    return of / 100 * percent + of % 100 * percent / 100;
  }

  private static long inRange(String option, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s of %s must be from %d to %d, not %d"
              .formatted(option, GcConfig.PID, min, max, value));
    }
    return value;
  }

  boolean hasQuota() {
    return maxBytes > 0;
  }
}
