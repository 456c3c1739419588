package org.helia.blocks.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;
import org.helia.platform.KeyedHash;

/**
 * What one writer protects from sweeps: fingerprints of blocks and roots of DAGs. When there is no
 * room for more, it protects everything, which holds up sweeps until the writer is closed and loses
 * nothing.
 *
 * <p>Its lock is what a sweep and a writer agree by: whichever of the sweep's look and the writer's
 * note comes second knows of the other.
 */
final class Protection {
  /** How many DAGs a writer may keep by name. */
  private static final int MAX_DAGS = 65_536;

  private final KeyedHash hash;

  /** Room for fingerprints that all writers share. */
  private final AtomicLong room;

  private Fingerprints blocks = new Fingerprints();
  private final List<Cid> dags = new ArrayList<>(0);
  private boolean everything;

  Protection(KeyedHash hash, AtomicLong room) {
    this.hash = hash;
    this.room = room;
  }

  void add(Multihash block) {
    long fingerprint = fingerprint(hash, block);
    synchronized (this) {
      if (!everything && blocks.add(fingerprint) && room.decrementAndGet() < 0) {
        protectEverything();
      }
    }
  }

  static long fingerprint(KeyedHash hash, Multihash block) {
    return hash.of(block.toBytes()).low();
  }

  /**
   * Protects from now on what another does, which must not change any more and is not to be
   * released.
   */
  void inherit(Protection other) {
    Fingerprints theirs;
    boolean all;
    synchronized (other) {
      theirs = other.blocks;
      all = other.everything;
    }
    synchronized (this) {
      if (all && !everything) {
        protectEverything();
      }
      // Each has its room already.
      room.addAndGet(everything ? theirs.size() : theirs.size() - blocks.addAll(theirs));
    }
  }

  synchronized void addDag(Cid root) {
    if (dags.size() == MAX_DAGS) {
      protectEverything();
    } else {
      dags.add(root);
    }
  }

  private void protectEverything() {
    everything = true;
    release();
  }

  /**
   * @param fingerprint of a block, as {@link #fingerprint} makes it
   */
  synchronized boolean covers(long fingerprint) {
    return everything || blocks.contains(fingerprint);
  }

  synchronized List<Cid> dags() {
    return List.copyOf(dags);
  }

  /** Gives back the room. */
  synchronized void release() {
    room.addAndGet(blocks.size());
    blocks = new Fingerprints();
  }
}
