package org.helia.broker.bitswap.internal.client;

import java.util.LinkedHashMap;
import java.util.Map;
import org.helia.multiformats.Multihash;

/** Blocks that were wanted a short while ago: one that comes yet is late or comes twice. */
final class RecentBlocks {
  private static final int MAX_BLOCKS = 8_192;

  private final Map<Multihash, Boolean> blocks =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Multihash, Boolean> eldest) {
          return size() > MAX_BLOCKS;
        }
      };

  void add(Multihash hash) {
    blocks.put(hash, true);
  }

  boolean contains(Multihash hash) {
    return blocks.containsKey(hash);
  }

  boolean isEmpty() {
    return blocks.isEmpty();
  }
}
