package org.helia.api.gc;

import org.helia.multiformats.Multihash;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Told of a collection as it goes. Called in the collecting thread, {@link #marked} also in others;
 * an implementation returns soon. What it throws is logged and changes nothing.
 *
 * <p>Registered as a service, it is told of every collection.
 */
@ConsumerType
public interface GcListener {
  /** Nobody listens. */
  GcListener NONE = new GcListener() {};

  /**
   * More blocks were found to be needed.
   *
   * @param blocks how many since the last call
   */
  default void marked(long blocks) {}

  /**
   * A block was deleted, or would have been in a dry run.
   *
   * @param bytes its size
   */
  default void deleted(Multihash block, long bytes) {}

  /** A block could not be deleted; the collection goes on. */
  default void failed(Multihash block, RuntimeException error) {}

  /** The collection ended or paused. */
  default void finished(GcReport report) {}
}
