package org.helia.gateway.trustless.internal;

import java.time.Duration;
import org.helia.api.block.FetchOptions;

/**
 * A configuration that has been checked.
 *
 * @param fetch how blocks are read
 */
record Settings(FetchOptions fetch, int requests, Duration response) {
  /**
   * @throws IllegalArgumentException naming the option that is out of its range
   */
  static Settings of(GatewayConfig config) {
    long millis = inRange("blockMillis", config.blockMillis(), GatewayConfig.MAX_BLOCK_MILLIS);
    return new Settings(
        new FetchOptions(!config.fetch(), Duration.ofMillis(millis)),
        (int) inRange("requests", config.requests(), GatewayConfig.MAX_REQUESTS),
        Duration.ofSeconds(
            inRange(
                "responseSeconds", config.responseSeconds(), GatewayConfig.MAX_RESPONSE_SECONDS)));
  }

  private static long inRange(String option, long value, long max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(
          "%s of %s must be from 1 to %d, not %d".formatted(option, GatewayConfig.PID, max, value));
    }
    return value;
  }
}
