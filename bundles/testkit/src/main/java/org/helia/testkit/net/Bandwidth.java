package org.helia.testkit.net;

/**
 * How much a host can send and receive, all its connections together. Connections that send at the
 * same time take turns, a piece each, as do those that receive.
 *
 * @param up bytes a second sent; {@link Long#MAX_VALUE}: as many as there are
 * @param down bytes a second received
 */
public record Bandwidth(long up, long down) {
  /** No limit. */
  public static final Bandwidth UNLIMITED = new Bandwidth(Long.MAX_VALUE, Long.MAX_VALUE);

  /**
   * @throws IllegalArgumentException when one is not positive
   */
  public Bandwidth {
    if (up <= 0 || down <= 0) {
      throw new IllegalArgumentException(
          "a bandwidth is positive, not %d and %d".formatted(up, down));
    }
  }

  /** The same in both directions. */
  public static Bandwidth of(long bytesPerSecond) {
    return new Bandwidth(bytesPerSecond, bytesPerSecond);
  }
}
