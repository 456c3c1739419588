package org.helia.api.net;

import java.time.Duration;

/**
 * How a peer is reached.
 *
 * @param timeout how long the whole attempt may take, over all addresses
 * @param useExisting whether an open connection will do, and is waited for when another dial to the
 *     peer is under way
 * @param ignoreBackoff whether addresses that failed a moment ago are tried again
 */
public record DialOptions(Duration timeout, boolean useExisting, boolean ignoreBackoff) {
  /** 15 seconds; an open connection will do; what just failed is left alone. */
  public static final DialOptions DEFAULTS = new DialOptions(Duration.ofSeconds(15), true, false);

  /**
   * @throws IllegalArgumentException when the timeout is not positive
   */
  public DialOptions {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be positive, not " + timeout);
    }
  }

  /** The same with another timeout. */
  public DialOptions withTimeout(Duration other) {
    return new DialOptions(other, useExisting, ignoreBackoff);
  }
}
