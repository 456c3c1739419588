package org.helia.api.car;

import java.util.List;
import org.helia.multiformats.Cid;

/**
 * What an import read.
 *
 * @param roots the roots that the header names
 * @param missingRoots those of them that are neither in the CAR nor in the node
 * @param blocks number of blocks, those that the node had already included
 * @param bytes their sizes summed, in bytes
 * @param present how many of the blocks the node had already, so that they were checked but not
 *     written again
 */
public record CarImport(
    List<Cid> roots, List<Cid> missingRoots, long blocks, long bytes, long present) {
  /** Keeps its own copies of the lists. */
  public CarImport {
    roots = List.copyOf(roots);
    missingRoots = List.copyOf(missingRoots);
  }
}
