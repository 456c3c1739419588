package org.helia.api.dag;

import java.util.List;
import org.helia.multiformats.Cid;

/**
 * How large some DAGs are.
 *
 * @param roots each of them by itself
 * @param uniqueBlocks number of blocks in all of them, those that several have counted once
 * @param uniqueBytes their sizes summed, in bytes
 */
public record DagStat(List<Root> roots, long uniqueBlocks, long uniqueBytes) {
  /**
   * One of them.
   *
   * @param cid its root
   * @param blocks number of its blocks, each counted once
   * @param bytes their sizes summed, in bytes
   */
  public record Root(Cid cid, long blocks, long bytes) {}

  /** Keeps its own copy of the list. */
  public DagStat {
    roots = List.copyOf(roots);
  }

  /** The sizes of all of them summed, in bytes: what they would take without sharing blocks. */
  public long totalBytes() {
    return roots.stream().mapToLong(Root::bytes).sum();
  }

  /** How many bytes are saved by sharing blocks. */
  public long sharedBytes() {
    return totalBytes() - uniqueBytes;
  }
}
