package org.helia.datastores.internal;

import java.time.Duration;
import org.helia.platform.PluginFamily;

/** A configuration that has been checked. */
record Settings(Duration grace, Duration drain) {
  static final Settings DEFAULTS =
      new Settings(PluginFamily.DEFAULT_GRACE, PluginFamily.DEFAULT_DRAIN);

  /**
   * @throws IllegalArgumentException naming the option that is out of its range
   */
  static Settings of(DatastoresConfig config) {
    return new Settings(
        millis("graceMillis", config.graceMillis()), millis("drainMillis", config.drainMillis()));
  }

  private static Duration millis(String option, long value) {
    if (value < 0 || value > DatastoresConfig.MAX_MILLIS) {
      throw new IllegalArgumentException(
          "%s of %s must be from 0 to %d, not %d"
              .formatted(option, DatastoresConfig.PID, DatastoresConfig.MAX_MILLIS, value));
    }
    return Duration.ofMillis(value);
  }

  PluginFamily family() {
    return new PluginFamily("datastore", StoreInUse.FEATURE, grace, drain);
  }
}
