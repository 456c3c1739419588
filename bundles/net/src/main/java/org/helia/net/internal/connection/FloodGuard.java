package org.helia.net.internal.connection;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.helia.net.internal.limit.TokenBucket;

/**
 * Finds a remote that goes on opening streams that come to nothing: refused as too many, reset or
 * silent before their protocol is agreed on. They cost it a few bytes each and this node much more.
 *
 * @see <a href="https://nvd.nist.gov/vuln/detail/CVE-2023-44487">the same with HTTP/2</a>
 */
final class FloodGuard {
  /** How many such streams may come at once. */
  static final int BURST = 4_096;

  /** How many may come all the time. */
  static final int PER_SECOND = 256;

  private final LongSupplier nanoTime;
  private final TokenBucket streams;
  private final ReentrantLock lock = new ReentrantLock();

  FloodGuard(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.streams = new TokenBucket(BURST, nanoTime.getAsLong());
  }

  /**
   * Counts a stream that came to nothing.
   *
   * @return whether there are too many of them
   */
  boolean isFlood() {
    lock.lock();
    try {
      return !streams.take(BURST, PER_SECOND, nanoTime.getAsLong());
    } finally {
      lock.unlock();
    }
  }
}
