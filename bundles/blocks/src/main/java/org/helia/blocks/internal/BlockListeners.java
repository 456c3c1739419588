package org.helia.blocks.internal;

import org.helia.api.block.BlockListener;
import org.helia.multiformats.Multihash;
import org.helia.platform.Plugin;
import org.helia.platform.Plugins;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who hear of each block that was stored. */
final class BlockListeners {
  private static final Logger LOG = LoggerFactory.getLogger(BlockListeners.class);

  private final Plugins<BlockListener> plugins;

  BlockListeners(Plugins<BlockListener> plugins) {
    this.plugins = plugins;
  }

  /** Tells them. Costs next to nothing when there is none. */
  void stored(Multihash hash, byte[] bytes) {
    for (Plugin<BlockListener> plugin : plugins.all()) {
      if (plugin.enter()) {
        try {
          plugin.service().stored(hash, bytes);
        } catch (RuntimeException e) {
          LOG.warn("{} failed when it was told of a block", plugin.service(), e);
        } finally {
          plugin.exit();
        }
      }
    }
  }
}
