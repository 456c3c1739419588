package org.helia.gc.internal;

import java.util.stream.Stream;
import org.helia.api.gc.BlockRoot;
import org.helia.api.gc.BlockRoots;
import org.helia.api.gc.GcException;
import org.helia.platform.LateService;

/**
 * Roots whose owner is fetched when they are first asked for: it stores blocks while it begins, for
 * which the quota, and with that the collector, may have to be there.
 */
final class LateRoots implements BlockRoots {
  private final LateService<BlockRoots> late;

  LateRoots(LateService<BlockRoots> late) {
    this.late = late;
  }

  @Override
  public String name() {
    return owner().name();
  }

  @Override
  public Stream<BlockRoot> roots() {
    return owner().roots();
  }

  private BlockRoots owner() {
    return late.get()
        .orElseThrow(() -> new GcException("an owner of roots has just gone; try again"));
  }
}
