package org.helia.net.yamux.internal;

import org.helia.net.spi.ConnectionScope;

/**
 * How much the remote may send on a stream. It doubles when the remote fills it in less than a few
 * round trips, because then it is what holds the remote up.
 */
final class ReceiveWindow {
  /** What every stream begins with, by the specification. */
  static final int INITIAL = 256 * 1_024;

  private static final int ROUND_TRIPS = 4;

  private final int max;
  private final ConnectionScope scope;
  private int size = INITIAL;
  private int free = INITIAL;
  private int consumed;
  private long updatedAt;
  private boolean closed;

  /**
   * @param max what it grows to, in bytes
   * @param scope asked for the memory that it grows by
   * @param now in nanoseconds
   */
  ReceiveWindow(int max, ConnectionScope scope, long now) {
    this.max = max;
    this.scope = scope;
    this.updatedAt = now;
  }

  /**
   * The remote begins to send so many bytes.
   *
   * @return false when it must not
   */
  synchronized boolean take(long bytes) {
    if (bytes > free) {
      return false;
    }
    free -= (int) bytes;
    return true;
  }

  /**
   * The reader has taken so many bytes.
   *
   * @param now in nanoseconds
   * @param roundTrip in nanoseconds; 0 when unknown
   * @return how much more the remote may send; 0 when it is not worth while to tell
   */
  synchronized int consumed(int bytes, long now, long roundTrip) {
    consumed += bytes;
    if (closed || consumed < size / 2) {
      return 0;
    }
    int growth = now - updatedAt < ROUND_TRIPS * roundTrip ? grow() : 0;
    int update = consumed + growth;
    consumed = 0;
    free += update;
    updatedAt = now;
    return update;
  }

  private int grow() {
    int growth = Math.min(size, max - size);
    if (growth <= 0 || !scope.reserveMemory(growth)) {
      return 0;
    }
    size += growth;
    return growth;
  }

  /** Gives the memory back. */
  synchronized void close() {
    if (!closed) {
      closed = true;
      if (size > INITIAL) {
        scope.releaseMemory(size - INITIAL);
      }
    }
  }

  /** How much the remote may send without an update. */
  synchronized int size() {
    return size;
  }
}
