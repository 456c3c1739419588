package org.helia.blockstore.flatfs.internal;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.helia.multiformats.Multihash;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that are on their way to the disk, and the locks under which a block changes. Readers
 * look here first and then for the file; whoever makes a block a file removes it here afterwards.
 */
final class PendingBlocks {
  private static final int LOCKS = 256;

  private final ConcurrentMap<Multihash, Pending> blocks = new ConcurrentHashMap<>();
  private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

  PendingBlocks() {
    Arrays.setAll(locks, i -> new ReentrantLock());
  }

  /** What must be held to change a block in memory, in a journal or as a file. */
  ReentrantLock lockOf(Multihash hash) {
    int mixed = hash.hashCode() * 0x9E3779B9;
    return locks[mixed >>> (Integer.SIZE - Integer.numberOfTrailingZeros(LOCKS))];
  }

  @Nullable Pending get(Multihash hash) {
    return blocks.get(hash);
  }

  void add(Pending block) {
    blocks.put(block.hash(), block);
  }

  /** Whether nobody has deleted or replaced it. */
  boolean isCurrent(Pending block) {
    return blocks.get(block.hash()) == block;
  }

  /** Removes it, unless it was replaced. */
  void remove(Pending block) {
    blocks.remove(block.hash(), block);
  }

  /** The blocks that are here at this moment. */
  Set<Multihash> hashes() {
    return new HashSet<>(blocks.keySet());
  }
}
