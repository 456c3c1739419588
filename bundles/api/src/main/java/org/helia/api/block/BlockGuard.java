package org.helia.api.block;

import java.util.Optional;
import org.helia.multiformats.Multihash;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Speaks against the deletion of blocks that something needs, as a pin. Register an implementation
 * as a service; {@link Blocks#delete} asks all of them. The garbage collector does not: it has
 * looked at all roots.
 */
@ConsumerType
public interface BlockGuard {
  /**
   * Why a block must stay.
   *
   * @return empty when it may go; otherwise a reason that goes on after "block … is", as in "pinned
   *     recursively"
   * @throws RuntimeException when that cannot be told now; the block stays
   */
  Optional<String> reasonToStay(Multihash block);
}
