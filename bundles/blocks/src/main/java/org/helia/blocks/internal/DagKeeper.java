package org.helia.blocks.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import org.helia.api.CancelledException;
import org.helia.api.block.Block;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.FetchOptions;
import org.helia.api.codec.Codecs;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.platform.BlockSet;

/**
 * Marks what the node has of a DAG in a sweep that is under way, so that it stays. Does not go
 * where the sweep's own marking goes.
 */
final class DagKeeper {
  private final BlockReader reader;
  private final Codecs codecs;

  DagKeeper(BlockReader reader, Codecs codecs) {
    this.reader = reader;
    this.codecs = codecs;
  }

  void keep(Cid root, Sweep sweep) {
    BlockSet visited = new BlockSet();
    Deque<Cid> pending = new ArrayDeque<>();
    pending.push(root);
    while (!pending.isEmpty()) {
      CancelledException.checkpoint("keeping " + root);
      Cid next = pending.pop();
      sweep.markBlock(next.multihash());
      boolean hasLinks = next.codec() != Multicodec.RAW;
      if (hasLinks && !sweep.isFollowed(next) && visited.add(next)) {
        follow(next, pending);
      }
    }
  }

  private void follow(Cid cid, Deque<Cid> pending) {
    try {
      Block block = reader.get(cid, FetchOptions.OFFLINE);
      codecs.links(block, pending::push);
    } catch (BlockNotFoundException e) {
      // Not there yet: whoever stores it protects it.
    }
  }
}
