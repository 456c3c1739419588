package org.helia.net.spi.stream;

import org.helia.net.spi.ConnectionScope;

/**
 * How much a connection holds in buffers for its streams, both directions together. The first
 * {@value #FREE} bytes are every connection's own, so that one works, slowly, also when all the
 * memory is in use; what is beyond them is reserved with the scope, some at a time.
 */
public final class MemoryAccount {
  /** What needs no reservation, in bytes: as much as one stream of yamux may send at first. */
  public static final int FREE = 256 * 1_024;

  /** What is reserved at a time, in bytes: the scope's locks are asked once for many frames. */
  private static final int STEP = 64 * 1_024;

  private final ConnectionScope scope;
  private long held;
  private long reserved;

  /**
   * @param scope asked for what is beyond the free part
   */
  public MemoryAccount(ConnectionScope scope) {
    this.scope = scope;
  }

  /**
   * Takes memory. Never waits.
   *
   * @return false when a limit is reached; nothing is taken then
   */
  public synchronized boolean take(long bytes) {
    long missing = held + bytes - FREE - reserved;
    if (missing > 0) {
      long more = steps(missing) * STEP;
      if (!scope.reserveMemory(more)) {
        return false;
      }
      reserved += more;
    }
    held += bytes;
    return true;
  }

  /** Takes memory in any case. */
  public synchronized void force(long bytes) {
    held += bytes;
  }

  /** Gives memory back that was taken. */
  public synchronized void give(long bytes) {
    held -= bytes;
    long spare = reserved - steps(Math.max(0, held - FREE)) * STEP;
    if (spare > 0) {
      reserved -= spare;
      scope.releaseMemory(spare);
    }
  }

  private static long steps(long bytes) {
    return (bytes + STEP - 1) / STEP;
  }

  /** What is held now, in bytes. */
  public synchronized long held() {
    return held;
  }
}
