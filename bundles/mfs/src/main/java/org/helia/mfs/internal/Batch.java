package org.helia.mfs.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.helia.api.block.BlockWriter;
import org.helia.multiformats.Cid;

/**
 * Changes that become durable together. Its writer stays open until the root that needs its blocks
 * is recorded, so that no garbage collection takes them before.
 */
final class Batch {
  private final BlockWriter blocks;
  private final List<BlockWriter> others = new ArrayList<>();
  private final CompletableFuture<Cid> durable = new CompletableFuture<>();
  private Cid root;
  private int changes;

  Batch(BlockWriter blocks, Cid root) {
    this.blocks = blocks;
    this.root = root;
  }

  /** Takes the blocks of the changes. */
  BlockWriter blocks() {
    return blocks;
  }

  /** The root after the last change. */
  Cid root() {
    return root;
  }

  /** How many changes there are. */
  int changes() {
    return changes;
  }

  void changed(Cid next) {
    root = next;
    changes++;
  }

  /** Keeps a writer open as long as this one; it is committed already. */
  void keepOpen(BlockWriter writer) {
    others.add(writer);
  }

  /** Completed with the root once it is recorded, or with the reason why it cannot be. */
  CompletableFuture<Cid> durable() {
    return durable;
  }

  void close() {
    blocks.close();
    others.forEach(BlockWriter::close);
  }
}
