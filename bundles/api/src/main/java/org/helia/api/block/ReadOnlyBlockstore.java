package org.helia.api.block;

import org.helia.multiformats.Multihash;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A blockstore that others fill, as a mounted CAR file. {@link Blocks} reads from it like from any
 * other and checks every byte, even when it trusts the stores that it writes itself; it neither
 * writes to such a store nor deletes from it, whatever its ranking.
 */
@ConsumerType
public interface ReadOnlyBlockstore extends Blockstore {
  /** What errors call this store: its {@link BlockstoreName}. */
  String name();

  /**
   * Refuses.
   *
   * @throws ReadOnlyBlockstoreException always
   */
  @Override
  default void put(Multihash hash, byte[] bytes) {
    throw new ReadOnlyBlockstoreException(name(), "block " + hash + " cannot be stored in it");
  }

  /** Has nothing to do: what is in the store is there to stay. */
  @Override
  default void sync() {}

  /**
   * Refuses, if there is something to delete.
   *
   * @return false, when the store does not have the block
   * @throws ReadOnlyBlockstoreException when it does
   */
  @Override
  default boolean delete(Multihash hash) {
    if (has(hash)) {
      throw new ReadOnlyBlockstoreException(name(), "block " + hash + " stays in it");
    }
    return false;
  }
}
