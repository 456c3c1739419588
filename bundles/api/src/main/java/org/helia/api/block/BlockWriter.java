package org.helia.api.block;

import org.helia.multiformats.Cid;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Stores blocks that belong together. What was put is visible to every reader at once, durable
 * after {@link #commit}, and safe from garbage collection until {@link #close}. Any number of
 * threads may put at once.
 */
@ProviderType
public interface BlockWriter extends AutoCloseable {
  /**
   * Hashes the bytes, stores them and returns their name.
   *
   * @param bytes become the store's own; the caller does not change them any more
   * @throws org.helia.api.codec.UnknownHashException when no plugin computes the hash
   * @throws BlockstoreException when the store fails
   */
  Cid put(CidFormat format, byte[] bytes);

  /**
   * Checks a block against its CID and stores it.
   *
   * @throws BlockMismatchException when the bytes do not match; nothing is stored
   * @throws org.helia.api.codec.UnknownHashException when no plugin computes the hash
   * @throws BlockstoreException when the store fails
   */
  void put(Block block);

  /**
   * Makes everything durable that was put before.
   *
   * @throws BlockstoreException when a store fails
   */
  void commit();

  /** Ends the protection from garbage collection. What was not committed may be lost by a crash. */
  @Override
  void close();
}
