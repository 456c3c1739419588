package org.helia.platform;

import java.util.List;
import org.helia.api.block.Block;
import org.helia.multiformats.Cid;

/** What a walk over a DAG comes to next. */
public interface Upcoming {
  /** Takes blocks one by one. */
  @FunctionalInterface
  interface Names {
    /**
     * Takes one.
     *
     * @return false when no more is wanted
     */
    boolean add(Cid cid);
  }

  /**
   * Names the blocks that the walk knows of and has yet to read, the nearest first, as long as more
   * are wanted.
   *
   * @return whether more are wanted
   */
  boolean name(Names names);

  /**
   * The links of a block which the walk will follow when it comes to it, in order.
   *
   * @throws RuntimeException when the block is malformed; the walk will say so when it is there
   */
  List<Cid> behind(Block block);

  /**
   * Names some blocks.
   *
   * @return whether more are wanted
   */
  static boolean nameAll(Iterable<Cid> blocks, Names names) {
    for (Cid cid : blocks) {
      if (!names.add(cid)) {
        return false;
      }
    }
    return true;
  }
}
