package org.helia.api.block;

import org.helia.multiformats.Multihash;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of each block that the node has come to have, after it was stored: so that those who wait
 * for it can be served. Register an implementation as a service. Called on the thread that stored
 * the block, often and from several at once; an implementation returns at once and never throws.
 */
@ConsumerType
@FunctionalInterface
public interface BlockListener {
  /**
   * A block was stored; it may have been there before. Not told of what is copied between
   * blockstores.
   *
   * @param bytes the content, shared: for reading only
   */
  void stored(Multihash hash, byte[] bytes);
}
