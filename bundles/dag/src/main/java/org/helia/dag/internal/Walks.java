package org.helia.dag.internal;

import java.util.Iterator;
import java.util.List;
import org.helia.api.dag.DagBlock;
import org.helia.api.dag.WalkOptions;
import org.helia.multiformats.Cid;

/** The kinds of walks. */
final class Walks {
  private Walks() {}

  static Iterator<DagBlock> over(List<Cid> roots, WalkOptions options, BlockLoader blocks) {
    if (readsWholeDag(options)) {
      roots.forEach(blocks.session()::expectDag);
    }
    return options.order() == WalkOptions.Order.DEPTH_FIRST
        ? new DepthFirst(roots, options, blocks)
        : new BreadthFirst(roots, options, blocks);
  }

  /** With a filter of the caller's own nobody knows before what is left out. */
  private static boolean readsWholeDag(WalkOptions options) {
    return options.order() == WalkOptions.Order.DEPTH_FIRST
        && options.maxDepth() == WalkOptions.UNLIMITED
        && options.filter() == WalkOptions.DEFAULTS.filter();
  }
}
