package org.helia.blocks.internal;

import org.helia.api.block.Block;

/**
 * How many blocks a reader has read ahead. From the node's own stores a fixed number; from outside
 * as many as it takes that the reader never waits for a round trip: whenever it has to, the number
 * doubles, as far as blocks of the size seen lately fit into memory.
 */
final class Window {
  /** So many at least while blocks come from outside, however large they are. */
  private static final int MIN_OUTSIDE = 8;

  /** How many times as many as from the stores, to begin with. */
  private static final int FIRST_OUTSIDE = 4;

  /** What the first block is taken for, which is what most chunkers make. */
  private static final int FIRST_ESTIMATE = 256 * 1024;

  /** Sizes that are smaller than the estimate bring it down by one part of so many each. */
  private static final int FORGET = 8;

  private final int local;
  private final int mostOutside;
  private final long maxBytes;
  private volatile int outside;
  private volatile int estimate = FIRST_ESTIMATE;

  /**
   * @param local how many from the node's own stores; with 0, nothing is read ahead
   * @param mostOutside how many from outside at most
   * @param maxBytes what all of them may take
   */
  Window(int local, int mostOutside, long maxBytes) {
    this.local = local;
    this.mostOutside = mostOutside;
    this.maxBytes = maxBytes;
  }

  /** How many blocks. */
  int blocks() {
    if (outside == 0 || local == 0) {
      return local;
    }
    int fitting = (int) Math.min(Integer.MAX_VALUE, maxBytes / estimate);
    return Math.max(Math.min(outside, fitting), Math.min(local, MIN_OUTSIDE));
  }

  /** How large the next block will be: not smaller than it probably is, in bytes. */
  int estimate() {
    return estimate;
  }

  /** A block had this size. */
  synchronized void sized(int bytes) {
    int lower = estimate - estimate / FORGET;
    estimate = Math.min(Block.MAX_OUTSIDE_BYTES, Math.max(1, Math.max(bytes, lower)));
  }

  /** A block had to be asked for outside. */
  void wentOutside() {
    if (outside == 0) {
      grow(FIRST_OUTSIDE * local);
    }
  }

  /** The reader has to wait for a block that was asked for outside. */
  void stalled() {
    grow(2 * outside);
  }

  private synchronized void grow(int wish) {
    outside = Math.min(Math.max(mostOutside, local), Math.max(outside, wish));
  }
}
