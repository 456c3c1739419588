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
    long fingerprint = hash.of(block.toBytes()).low();
    synchronized (this) {
      if (!everything && blocks.add(fingerprint) && room.decrementAndGet() < 0) {
        protectEverything();
      }
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

  boolean covers(Multihash block) {
    long fingerprint = hash.of(block.toBytes()).low();
    synchronized (this) {
      return everything || blocks.contains(fingerprint);
    }
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
