package org.helia.mfs.internal;

import java.time.Duration;
import java.util.stream.Collectors;
import org.helia.api.unixfs.UnixFsProfile;

/** A configuration that has been checked. */
record Settings(
    UnixFsProfile profile, Duration flushDelay, int maxUnflushedChanges, int bufferBytes) {

  /**
   * @throws IllegalArgumentException naming the option that is out of its range
   */
  static Settings of(MfsConfig config) {
    return new Settings(
        profile(config.profile()),
        Duration.ofMillis(
            inRange(
                "flushDelayMillis", config.flushDelayMillis(), MfsConfig.MAX_FLUSH_DELAY_MILLIS)),
        inRange("maxUnflushedChanges", config.maxUnflushedChanges(), MfsConfig.MAX_UNFLUSHED),
        inRange("bufferBytes", config.bufferBytes(), MfsConfig.MAX_BUFFER_BYTES));
  }

  private static UnixFsProfile profile(String name) {
    return UnixFsProfile.byName(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "profile of %s must be one of %s, not %s"
                        .formatted(
                            MfsConfig.PID,
                            UnixFsProfile.NAMED.stream()
                                .map(UnixFsProfile::name)
                                .collect(Collectors.joining(", ")),
                            name)));
  }

  private static int inRange(String option, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(
          "%s of %s must be from 1 to %d, not %d".formatted(option, MfsConfig.PID, max, value));
    }
    return value;
  }
}
