package org.helia.api.gc;

import org.helia.multiformats.Cid;

/**
 * A block that must stay, with what it links to.
 *
 * @param cid the block
 * @param depth how many steps its links are followed: 0 for the block alone, {@link #UNLIMITED} for
 *     the whole DAG
 * @param owner who needs it, for errors, as in "pin bafy…"
 * @param bestEffort true: what is there of the DAG stays and what is missing is no error; false: a
 *     missing block stops the collection
 */
public record BlockRoot(Cid cid, int depth, String owner, boolean bestEffort) {
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

  /** A block with what it links to, all of which must be there. */
  public BlockRoot(Cid cid, int depth, String owner) {
    this(cid, depth, owner, false);
  }

  /** A whole DAG, all of which must be there. */
  public static BlockRoot dag(Cid cid, String owner) {
    return new BlockRoot(cid, UNLIMITED, owner);
  }

  /** A whole DAG, as far as it is there. */
  public static BlockRoot bestEffort(Cid cid, String owner) {
    return new BlockRoot(cid, UNLIMITED, owner, true);
  }
}
