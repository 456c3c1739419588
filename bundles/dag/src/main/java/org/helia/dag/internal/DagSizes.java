package org.helia.dag.internal;

import java.util.ArrayList;
import java.util.List;
import org.helia.api.Progress;
import org.helia.api.dag.DagStat;
import org.helia.api.dag.WalkOptions;
import org.helia.multiformats.Cid;

/** Counts the blocks of DAGs, of each by itself and of all together. */
final class DagSizes {
  private final BlockLoader blocks;
  private final Progress progress;
  private final CidSet counted = new CidSet();
  private long uniqueBlocks;
  private long uniqueBytes;

  DagSizes(BlockLoader blocks, Progress progress) {
    this.blocks = blocks;
    this.progress = progress;
  }

  DagStat of(List<Cid> roots) {
    List<DagStat.Root> sizes = new ArrayList<>();
    roots.forEach(root -> sizes.add(of(root)));
    return new DagStat(sizes, uniqueBlocks, uniqueBytes);
  }

  private DagStat.Root of(Cid root) {
    long[] count = {0, 0};
    new DepthFirst(List.of(root), WalkOptions.DEFAULTS, blocks)
        .forEachRemaining(
            visit -> {
              int size = visit.block().size();
              count[0]++;
              count[1] += size;
              if (counted.add(visit.block().cid())) {
                uniqueBlocks++;
                uniqueBytes += size;
              }
              progress.advanced(1, size);
            });
    return new DagStat.Root(root, count[0], count[1]);
  }
}
