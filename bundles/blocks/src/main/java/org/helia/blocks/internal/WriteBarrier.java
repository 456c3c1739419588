package org.helia.blocks.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.helia.api.block.BlockException;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;
import org.helia.platform.KeyedHash;
import org.jspecify.annotations.Nullable;

/**
 * Stands between those who store blocks and those who delete them. A writer first notes the
 * fingerprint of a block, then looks whether somebody deletes; a deleter first says so, then looks
 * at the notes under the lock of the block's hash. So either the deleter sees the note and leaves
 * the block, or the writer waits for the lock and finds the block gone.
 */
final class WriteBarrier {
  /** How many fingerprints all writers together may have: at most 92 MB. */
  private static final long MAX_FINGERPRINTS = 4L * 1024 * 1024;

  private final HashLocks locks;
  private final KeyedHash hash = KeyedHash.random();
  private final AtomicLong room;
  private final Set<Protection> open = ConcurrentHashMap.newKeySet();

  /** Held while writers are opened and closed and sweeps begin and end. */
  private final ReentrantLock lock = new ReentrantLock();

  /** How many sweeps and single deletions are under way. */
  private final AtomicInteger deleting = new AtomicInteger();

  private volatile @Nullable Sweep sweep;

  WriteBarrier(HashLocks locks) {
    this(locks, MAX_FINGERPRINTS);
  }

  WriteBarrier(HashLocks locks, long maxFingerprints) {
    this.locks = locks;
    this.room = new AtomicLong(maxFingerprints);
  }

  /** For a writer that opens. */
  Protection open() {
    Protection protection = newProtection();
    open.add(protection);
    return protection;
  }

  /** Protects nothing yet; to be released by whoever has it. */
  Protection newProtection() {
    return new Protection(hash, room);
  }

  /** By which protections know a block. */
  long fingerprint(Multihash block) {
    return Protection.fingerprint(hash, block);
  }

  /** For a writer that closes. A sweep that is open goes on with what it protects. */
  void close(Protection protection) {
    lock.lock();
    try {
      if (!open.contains(protection)) {
        return;
      }
      Sweep now = sweep;
      if (now != null) {
        now.retire(protection);
      }
      // After that: a deleter, which looks here first, finds it here or there.
      open.remove(protection);
      if (now == null) {
        protection.release();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Stores or looks up a block whose fingerprint was noted before. */
  <R> R besideDeleters(Multihash block, Supplier<R> action) {
    return deleting.get() == 0 ? action.get() : locks.locked(block, action);
  }

  /** Stores a block that no writer knows; a sweep that is under way leaves it alone. */
  <R> R storeFetched(Multihash block, Supplier<R> action) {
    Sweep now = sweep;
    if (now != null) {
      now.markBlock(block);
    }
    return besideDeleters(block, action);
  }

  /** Deletes a block while no writer comes to rely on it. */
  <R> R delete(Multihash block, Supplier<R> action) {
    deleting.incrementAndGet();
    try {
      return locks.locked(block, action);
    } finally {
      deleting.decrementAndGet();
    }
  }

  /** Whether an open writer protects a block. */
  boolean isProtected(Multihash block) {
    return isProtected(fingerprint(block));
  }

  boolean isProtected(long fingerprint) {
    for (Protection writer : open) {
      if (writer.covers(fingerprint)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Keeps a DAG for a writer.
   *
   * @return the sweep that is under way, in which the caller marks the DAG itself; null when none
   *     is
   */
  @Nullable Sweep keepDag(Protection protection, Cid root) {
    lock.lock();
    try {
      protection.addDag(root);
      return sweep;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Makes a sweep the one that is under way.
   *
   * @return the DAGs that writers keep
   * @throws BlockException when there is another
   */
  List<Cid> begin(Sweep beginning) {
    lock.lock();
    try {
      if (sweep != null) {
        throw new BlockException("another garbage collection of the blocks is under way");
      }
      deleting.incrementAndGet();
      sweep = beginning;
      List<Cid> dags = new ArrayList<>();
      open.forEach(writer -> dags.addAll(writer.dags()));
      return dags;
    } finally {
      lock.unlock();
    }
  }

  void end(Sweep ending) {
    lock.lock();
    try {
      if (sweep == ending) {
        sweep = null;
        deleting.decrementAndGet();
        ending.release();
      }
    } finally {
      lock.unlock();
    }
  }
}
