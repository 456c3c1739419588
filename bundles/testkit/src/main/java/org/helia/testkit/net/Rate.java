package org.helia.testkit.net;

/** A bandwidth that is used by one after the other, in the order of asking. */
final class Rate {
  static final long UNLIMITED = Long.MAX_VALUE;
  private static final double NANOS = 1e9;

  private long bytesPerSecond = UNLIMITED;
  private long freeAt = Long.MIN_VALUE;

  synchronized void set(long newRate) {
    bytesPerSecond = newRate;
  }

  synchronized boolean isLimited() {
    return bytesPerSecond != UNLIMITED;
  }

  synchronized long bytesPerSecond() {
    return bytesPerSecond;
  }

  /** Takes the time for some bytes; returns when they are through. */
  synchronized long reserve(long now, int bytes) {
    if (!isLimited()) {
      return now;
    }
    freeAt = Math.max(now, freeAt) + Math.round(bytes * NANOS / bytesPerSecond);
    return freeAt;
  }
}
