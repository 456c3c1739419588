package org.helia.broker.bitswap.internal;

import java.util.function.Supplier;
import org.helia.api.ServiceMissingException;
import org.helia.api.block.Blocks;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.ComponentServiceObjects;

/**
 * The node's blocks, fetched when somebody first asks for one: they use this broker themselves, so
 * neither can be there before the other.
 */
final class LateBlocks implements Supplier<Blocks> {
  private final ComponentServiceObjects<Blocks> objects;
  private volatile @Nullable Blocks blocks;

  LateBlocks(ComponentServiceObjects<Blocks> objects) {
    this.objects = objects;
  }

  @Override
  public Blocks get() {
    Blocks known = blocks;
    if (known == null) {
      known = objects.getService();
      if (known == null) {
        throw new ServiceMissingException("blocks", "helia-blocks", 0);
      }
      blocks = known;
    }
    return known;
  }
}
