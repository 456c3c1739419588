package org.helia.dag.internal;

import java.util.List;
import org.helia.multiformats.Cid;
import org.jspecify.annotations.Nullable;

/**
 * A block on the way from the root to where a walk is, and those of its links that it has not
 * followed.
 */
final class Frame {
  private final Cid cid;
  private final int count;
  private final int above;
  private final int depth;
  private @Nullable List<Cid> links;
  private int next;

  /**
   * @param above how many blocks of the way between this one and the one below it in the stack are
   *     not kept
   * @param depth how far from the root
   */
  Frame(Cid cid, List<Cid> links, int above, int depth) {
    this.cid = cid;
    this.links = links;
    this.count = links.size();
    this.above = above;
    this.depth = depth;
  }

  Cid cid() {
    return cid;
  }

  int depth() {
    return depth;
  }

  int above() {
    return above;
  }

  boolean isDone() {
    return next == count;
  }

  /** Whether the links were let go of to save memory, though some are to be followed yet. */
  boolean isReleased() {
    return links == null;
  }

  /** Lets go of the links and returns how many that were. */
  int release() {
    int released = held();
    links = null;
    return released;
  }

  /** Takes back the links that it let go of. */
  void restore(List<Cid> same) {
    links = same;
  }

  /** How many links it holds in memory. */
  int held() {
    return links == null ? 0 : count;
  }

  /** The links that are not followed yet; none when they were released. */
  List<Cid> pending() {
    return links == null ? List.of() : links.subList(next, count);
  }

  /** The next link. */
  Cid take() {
    if (links == null) {
      throw new IllegalStateException("the links of " + cid + " were released");
    }
    return links.get(next++);
  }
}
