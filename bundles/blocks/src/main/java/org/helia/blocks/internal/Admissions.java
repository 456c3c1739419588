package org.helia.blocks.internal;

import org.helia.api.block.BlockAdmission;
import org.helia.multiformats.Multihash;
import org.helia.platform.Plugin;
import org.helia.platform.Plugins;

/** Those who are asked before a block is stored. */
final class Admissions {
  private final Plugins<BlockAdmission> plugins;

  Admissions(Plugins<BlockAdmission> plugins) {
    this.plugins = plugins;
  }

  /**
   * @throws org.helia.api.block.BlockstoreFullException when one has no room
   */
  void admit(Multihash block, int bytes) {
    for (Plugin<BlockAdmission> plugin : plugins.all()) {
      if (plugin.enter()) {
        try {
          plugin.service().admit(block, bytes);
        } finally {
          plugin.exit();
        }
      }
    }
  }
}
