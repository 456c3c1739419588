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
    return options.order() == WalkOptions.Order.DEPTH_FIRST
        ? new DepthFirst(roots, options, blocks)
        : new BreadthFirst(roots, options, blocks);
  }
}
