package org.helia.api.dag;

import java.util.function.Predicate;
import org.helia.multiformats.Cid;

/**
 * Which blocks of a DAG a walk visits, and in which order.
 *
 * @param order the order
 * @param duplicates whether a block that several links lead to is visited, and all below it, each
 *     time; a DAG of a few blocks may then have any number of visits
 * @param maxDepth how many links to follow from a root; {@link #UNLIMITED} for all
 * @param filter which blocks to visit; what is below the others is not looked at, unless another
 *     way leads to it
 */
public record WalkOptions(Order order, boolean duplicates, int maxDepth, Predicate<Cid> filter) {
  /** No limit of depth. */
  public static final int UNLIMITED = -1;

  /** The deepest limit. */
  public static final int MAX_DEPTH = 65_535;

  /** Depth-first, each block once, all of them. */
  public static final WalkOptions DEFAULTS =
      new WalkOptions(Order.DEPTH_FIRST, false, UNLIMITED, cid -> true);

  /** In which order blocks are visited; a block always comes before those that it links to. */
  public enum Order {
    /** What a block links to comes before its siblings. */
    DEPTH_FIRST,

    /** All blocks of one depth come before those of the next. */
    BREADTH_FIRST
  }

  /**
   * @throws IllegalArgumentException when the depth is out of range
   */
  public WalkOptions {
    if (maxDepth < UNLIMITED || maxDepth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "maxDepth must be from 0 to %d, or %d for no limit, not %d"
              .formatted(MAX_DEPTH, UNLIMITED, maxDepth));
    }
  }

  /** The same in another order. */
  public WalkOptions withOrder(Order other) {
    return new WalkOptions(other, duplicates, maxDepth, filter);
  }

  /** The same with or without duplicates. */
  public WalkOptions withDuplicates(boolean other) {
    return new WalkOptions(order, other, maxDepth, filter);
  }

  /** The same with another limit. */
  public WalkOptions withMaxDepth(int other) {
    return new WalkOptions(order, duplicates, other, filter);
  }

  /** The same with another filter. */
  public WalkOptions withFilter(Predicate<Cid> other) {
    return new WalkOptions(order, duplicates, maxDepth, other);
  }
}
