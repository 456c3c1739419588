package org.helia.api.block;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides who gets which block of this node. Register an implementation as a service; what serves
 * blocks to others (Bitswap, gateways) asks all of them, and one refusal is enough: the block is
 * then answered as if the node did not have it, over HTTP as gone. With none, everybody gets
 * everything.
 */
@ConsumerType
@FunctionalInterface
public interface BlockRequestAuthorizer {
  /** Whether the block may be given out. Called often and from several threads; returns at once. */
  boolean allows(BlockRequest request);

  /**
   * Whether it is the law that refuses what {@link #allows} does not, which HTTP has a status for
   * (451).
   */
  default boolean refusesByLaw(BlockRequest request) {
    return false;
  }
}
