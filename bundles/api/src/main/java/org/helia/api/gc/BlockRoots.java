package org.helia.api.gc;

import java.util.stream.Stream;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells the garbage collector what must stay. Register an implementation as a service. From then on
 * the collector remembers its {@link #name}: it does not collect anything while one that it knows
 * is not there, or the blocks of a bundle that is just being updated would be lost.
 *
 * <p>The rule for those who implement it: a root is recorded first, so that {@link #roots} would
 * tell it; only then the {@link org.helia.api.block.BlockWriter} is closed that put or kept its
 * blocks.
 */
@ConsumerType
public interface BlockRoots {
  /** What the collector knows these roots by, unique in a node and lasting; as in "pins". */
  String name();

  /**
   * All roots at the time of the call, in any order. Read lazily and closed by the collector.
   *
   * @throws RuntimeException when they cannot be told, also while the stream is read; the
   *     collection is given up with nothing deleted
   */
  Stream<BlockRoot> roots();
}
