package org.helia.api.block;

import java.time.Duration;

/**
 * How hard a read tries.
 *
 * @param offline true: only the node's own blockstores are asked
 * @param timeout how long one block may take, from the call to its last byte
 */
public record FetchOptions(boolean offline, Duration timeout) {
  /** The network may be asked; 30 seconds a block. */
  public static final FetchOptions DEFAULTS = new FetchOptions(false, Duration.ofSeconds(30));

  /** Only what the node has itself. */
  public static final FetchOptions OFFLINE = new FetchOptions(true, Duration.ofSeconds(30));

  /**
   * @throws IllegalArgumentException when the timeout is not positive
   */
  public FetchOptions {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be positive, not " + timeout);
    }
  }

  /** The same with another timeout. */
  public FetchOptions withTimeout(Duration other) {
    return new FetchOptions(offline, other);
  }
}
