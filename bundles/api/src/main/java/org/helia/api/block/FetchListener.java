package org.helia.api.block;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Told of each block that a read brings from outside the node. Called from worker threads, possibly
 * from several at once and often; an implementation returns at once and never throws.
 */
@ConsumerType
@FunctionalInterface
public interface FetchListener {
  /** Nobody watches. */
  FetchListener NONE = (broker, block) -> {};

  /**
   * A block has come and has been checked.
   *
   * @param broker the name of the broker that brought it
   * @param block the block and who delivered it
   */
  void fetched(String broker, FetchedBlock block);
}
