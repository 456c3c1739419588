package org.helia.unixfs.internal.format;

import java.time.Instant;

/**
 * A point in time as UnixFS keeps it.
 *
 * @param seconds since 1970-01-01T00:00:00Z, negative before
 * @param nanos 0 to {@value #MAX_NANOS}; 0 is not written
 * @see <a href="https://specs.ipfs.tech/unixfs/#mtime-field">UnixFS, mtime</a>
 */
public record UnixTime(long seconds, int nanos) {
  /** The most nanoseconds that are less than a second. */
  public static final int MAX_NANOS = 999_999_999;

  /**
   * @throws IllegalArgumentException when the nanoseconds are out of their range
   */
  public UnixTime {
    if (nanos < 0 || nanos > MAX_NANOS) {
      throw new IllegalArgumentException(
          "nanoseconds must be from 0 to %d, not %d".formatted(MAX_NANOS, nanos));
    }
  }

  /** The same point in time. */
  public static UnixTime of(Instant time) {
    return new UnixTime(time.getEpochSecond(), time.getNano());
  }

  /** The same point in time, or the nearest one that Java can express. */
  public Instant toInstant() {
    if (seconds > Instant.MAX.getEpochSecond()) {
      return Instant.MAX;
    }
    return seconds < Instant.MIN.getEpochSecond()
        ? Instant.MIN
        : Instant.ofEpochSecond(seconds, nanos);
  }
}
