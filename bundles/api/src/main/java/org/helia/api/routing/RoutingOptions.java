package org.helia.api.routing;

import java.time.Duration;

/**
 * How hard a look-up tries.
 *
 * @param timeout how long all of it may take
 */
public record RoutingOptions(Duration timeout) {
  /** 30 seconds. */
  public static final RoutingOptions DEFAULTS = new RoutingOptions(Duration.ofSeconds(30));

  /**
   * @throws IllegalArgumentException when the timeout is not positive
   */
  public RoutingOptions {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be positive, not " + timeout);
    }
  }
}
