package org.helia.blocks.internal;

import java.util.List;
import java.util.stream.Stream;
import org.helia.api.block.BlockException;
import org.helia.api.block.BlockSweep;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;
import org.helia.platform.BlockSet;
import org.helia.platform.OpenCalls;

/** A garbage collection that is under way. */
final class Sweep implements BlockSweep {
  private final WriteBarrier barrier;
  private final Stores stores;
  private final OpenCalls calls;

  /** What stays. */
  private final BlockSet live = new BlockSet();

  /** Whose links are being followed or have been. */
  private final BlockSet followed = new BlockSet();

  /**
   * What writers protect that were closed since it began: one set, however many they are, as each
   * block is looked up in it.
   */
  private final Protection retired;

  private final List<Cid> keptDags;

  /** Whether there may be unmarked blocks below followed ones. */
  private volatile boolean incomplete;

  /**
   * @param calls those of the facade: when it stops, nothing more is deleted
   * @throws org.helia.api.block.BlockException when another is open
   */
  Sweep(WriteBarrier barrier, Stores stores, OpenCalls calls) {
    this.barrier = barrier;
    this.stores = stores;
    this.calls = calls;
    this.retired = barrier.newProtection();
    this.keptDags = List.copyOf(barrier.begin(this));
  }

  void retire(Protection protection) {
    retired.inherit(protection);
  }

  void release() {
    retired.release();
  }

  @Override
  public List<Cid> keptDags() {
    return keptDags;
  }

  @Override
  public boolean mark(Cid node) {
    live.add(node.multihash());
    return followed.add(node);
  }

  @Override
  public void markIncomplete() {
    incomplete = true;
  }

  /** Whether all that a block links to is marked, or will be before anything is deleted. */
  boolean isFollowed(Cid node) {
    return !incomplete && followed.contains(node);
  }

  @Override
  public boolean markBlock(Multihash block) {
    return live.add(block);
  }

  @Override
  public boolean isKept(Multihash block) {
    if (live.contains(block)) {
      return true;
    }
    long fingerprint = barrier.fingerprint(block);
    return barrier.isProtected(fingerprint) || retired.covers(fingerprint);
  }

  @Override
  public long marked() {
    return live.size();
  }

  @Override
  public Stream<Multihash> candidates() {
    return MergedHashes.stream(stores, Stores::isWritable);
  }

  @Override
  public boolean delete(Multihash block) {
    if (!calls.enter()) {
      throw new BlockException("the node is stopping: nothing more is deleted");
    }
    try {
      return barrier.delete(block, () -> !isKept(block) && stores.deleteWritable(block));
    } finally {
      calls.exit();
    }
  }

  @Override
  public void close() {
    barrier.end(this);
  }
}
