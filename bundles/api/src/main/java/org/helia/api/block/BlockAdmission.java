package org.helia.api.block;

import org.helia.multiformats.Multihash;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Asked before a block is stored, so that it can make room or refuse. Register an implementation as
 * a service; {@link Blocks} asks all of them for each block of a writer or a broker, also for one
 * that is there already.
 */
@ConsumerType
public interface BlockAdmission {
  /**
   * Lets a block in. May take its time, within a bound, to make room.
   *
   * @param bytes the size of the block
   * @throws BlockstoreFullException when there is no room for it; it is not stored
   */
  void admit(Multihash block, int bytes);
}
