package org.helia.unixfs.internal.edit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.helia.api.unixfs.UnixFsProfile.HamtEstimation;
import org.helia.multiformats.Cid;

/**
 * What is known of the sizes of HAMT directories: that their entries count at least so much. Each
 * removal has to know whether the rest would fit into one block. To find that out, entries have to
 * be read until their sum is over the threshold; remembering the sum from edit to edit makes that
 * rare. Any number of threads may ask.
 */
public final class HamtSizes {
  /** How many directories are remembered, each with a CID and a number. */
  private static final int MAX_DIRECTORIES = 4096;

  private record Key(Cid root, HamtEstimation estimation) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, Long> atLeast =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Long> eldest) {
          return size() > MAX_DIRECTORIES;
        }
      };

  /** What the entries of a directory count at least, if anything is known. */
  OptionalLong atLeast(Cid root, HamtEstimation estimation) {
    lock.lock();
    try {
      Long known = atLeast.get(new Key(root, estimation));
      return known == null ? OptionalLong.empty() : OptionalLong.of(known);
    } finally {
      lock.unlock();
    }
  }

  void remember(Cid root, HamtEstimation estimation, long bytes) {
    lock.lock();
    try {
      atLeast.put(new Key(root, estimation), bytes);
    } finally {
      lock.unlock();
    }
  }
}
