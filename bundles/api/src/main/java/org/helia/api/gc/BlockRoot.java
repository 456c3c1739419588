package org.helia.api.gc;

import org.helia.multiformats.Cid;

/**
 * A block that must stay, with what it links to.
 *
 * @param cid the block
 * @param depth how many steps its links are followed: 0 for the block alone, {@link #UNLIMITED} for
 *     the whole DAG
 * @param owner who needs it, for errors, as in "pin bafy…"
 */
public record BlockRoot(Cid cid, int depth, String owner) {
  /** The depth of a whole DAG. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /**
   * @throws IllegalArgumentException when the depth is negative
   */
  public BlockRoot {
    if (depth < 0) {
      throw new IllegalArgumentException("a depth is 0 or more, not " + depth);
    }
  }

  /** A whole DAG. */
  public static BlockRoot dag(Cid cid, String owner) {
    return new BlockRoot(cid, UNLIMITED, owner);
  }
}
