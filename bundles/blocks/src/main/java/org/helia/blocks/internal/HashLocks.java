package org.helia.blocks.internal;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.helia.multiformats.Multihash;

/**
 * Locks by multihash, for whoever removes a block and for whoever copies one from store to store: a
 * copy that looks at its source under the lock never brings back what was deleted meanwhile.
 * Storing and reading need no lock.
 */
final class HashLocks {
  /** Unrelated hashes share a lock now and then, which costs a little time only. */
  private static final int STRIPES = 256;

  private final ReentrantLock[] stripes =
      Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(ReentrantLock[]::new);

  <R> R locked(Multihash hash, Supplier<R> action) {
    ReentrantLock lock = stripes[Math.floorMod(hash.hashCode(), STRIPES)];
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
