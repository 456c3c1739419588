package org.helia.api.block;

import java.time.Duration;
import java.util.List;
import org.helia.multiformats.multiaddr.Multiaddr;

/**
 * How hard a read tries, and where.
 *
 * @param offline true: only the node's own blockstores are asked
 * @param timeout how long one block may take, from the call to its last byte
 * @param from whom to ask first, besides those whom the brokers know: peers as in {@code
 *     /ip4/127.0.0.1/tcp/4001/p2p/12D3…}, HTTP gateways as in {@code
 *     /dns4/example.com/tcp/443/https}
 * @param listener told of each block that came from outside
 */
public record FetchOptions(
    boolean offline, Duration timeout, List<Multiaddr> from, FetchListener listener) {
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
    from = List.copyOf(from);
  }

  /** With nobody to ask first, and nobody who watches. */
  public FetchOptions(boolean offline, Duration timeout) {
    this(offline, timeout, List.of(), FetchListener.NONE);
  }

  /** The same with another timeout. */
  public FetchOptions withTimeout(Duration other) {
    return new FetchOptions(offline, other, from, listener);
  }

  /** The same with others to ask first. */
  public FetchOptions withFrom(List<Multiaddr> others) {
    return new FetchOptions(offline, timeout, others, listener);
  }

  /** The same with another listener. */
  public FetchOptions withListener(FetchListener other) {
    return new FetchOptions(offline, timeout, from, other);
  }
}
