package org.helia.net.internal.limit;

/** A rate with bursts: so many at once, then so many in a second. For one thread at a time. */
public final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private double tokens;
  private long at;

  /**
   * A bucket with so many tokens.
   *
   * @param now in nanoseconds, of the clock that {@link #take} is given, too
   */
  public TokenBucket(double tokens, long now) {
    this.tokens = tokens;
    this.at = now;
  }

  /**
   * Takes a token.
   *
   * @param burst how many there are at most
   * @param perSecond how many come in a second
   * @return false when there is none
   */
  public boolean take(double burst, double perSecond, long now) {
    tokens = Math.min(burst, tokens + (now - at) / NANOS_PER_SECOND * perSecond);
    at = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
