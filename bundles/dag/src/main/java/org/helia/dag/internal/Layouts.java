package org.helia.dag.internal;

import java.util.Optional;
import org.helia.api.block.Block;
import org.helia.api.dag.DagLayout;
import org.helia.platform.Plugin;
import org.helia.platform.Plugins;

/** The layouts that are present. */
final class Layouts {
  private final Plugins<DagLayout> plugins;

  Layouts(Plugins<DagLayout> plugins) {
    this.plugins = plugins;
  }

  /** The layout that a block belongs to. */
  Optional<DagLayout> covering(Block block) {
    return plugins.all().stream()
        .<DagLayout>map(Plugin::service)
        .filter(layout -> layout.covers(block))
        .findFirst();
  }

  /** Whether there is none. */
  boolean none() {
    return plugins.all().isEmpty();
  }
}
