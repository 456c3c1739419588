package org.helia.blocks.internal;

import java.util.Optional;
import org.helia.api.block.BlockGuard;
import org.helia.api.block.BlockGuardedException;
import org.helia.multiformats.Cid;
import org.helia.platform.Plugins;

/** Those who are asked before somebody deletes a block. */
final class Guards {
  private final Plugins<BlockGuard> plugins;

  Guards(Plugins<BlockGuard> plugins) {
    this.plugins = plugins;
  }

  /**
   * Waits for one that just left, as when its bundle is updated.
   *
   * @throws BlockGuardedException when one needs the block
   */
  void check(Cid cid) {
    Optional<String> reason =
        plugins.search(
            plugins.family().grace(), plugin -> plugin.service().reasonToStay(cid.multihash()));
    reason.ifPresent(
        why -> {
          throw new BlockGuardedException(cid, why);
        });
  }
}
