package org.helia.api.block;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.helia.multiformats.Multihash;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps blocks by their multihash. Register an implementation as a service with a {@link
 * BlockstoreName} and, if it is to be written to before others, a higher {@code service.ranking};
 * {@link Blocks} finds it, writes to the highest-ranked store and reads from all of them.
 *
 * <p>All methods may be called by any number of threads at once. A store neither computes nor
 * checks hashes: {@link Blocks} does. Arrays that are handed over or returned are shared and never
 * changed by either side.
 *
 * <p>A store that is closed syncs first, so that blocks which were put but not yet synced are
 * durable; from then on every method throws {@link BlockstoreClosedException}. When the calling
 * thread is interrupted, a method may give up with an error, and the store stays usable for all
 * others.
 *
 * <p>{@code helia-testkit} has the contract test that every implementation passes.
 */
@ConsumerType
public interface Blockstore {
  /**
   * The bytes of a block.
   *
   * @return empty when the store does not have it
   * @throws BlockstoreException when the store fails
   */
  Optional<byte[]> get(Multihash hash);

  /**
   * The size of a block in bytes, without reading it.
   *
   * @return empty when the store does not have it
   * @throws BlockstoreException when the store fails
   */
  OptionalInt size(Multihash hash);

  /**
   * Whether the store has a block.
   *
   * @throws BlockstoreException when the store fails
   */
  default boolean has(Multihash hash) {
    return size(hash).isPresent();
  }

  /**
   * Stores a block. When the call returns, every reader sees the whole block; it survives a crash
   * once {@link #sync} has returned. Storing a block that is there already changes nothing.
   *
   * @throws BlockstoreFullException when there is no room; nothing of the block stays
   * @throws BlockstoreException when the store fails; nothing of the block stays
   */
  void put(Multihash hash, byte[] bytes);

  /**
   * Makes everything durable whose {@link #put} returned before this call. Callers group: many
   * puts, one sync. A store in memory has nothing to do.
   *
   * @throws BlockstoreException when the store fails; the puts since the last sync may be lost by a
   *     crash
   */
  void sync();

  /**
   * Removes a block.
   *
   * @return whether it was there
   * @throws BlockstoreException when the store fails
   */
  boolean delete(Multihash hash);

  /**
   * The hashes of all blocks, in no particular order. Blocks that are stored or deleted while the
   * stream is read may or may not be in it; all others are. The stream is lazy and holds a
   * resource: close it.
   *
   * @throws BlockstoreException when the store fails, also while the stream is read
   */
  Stream<Multihash> hashes();
}
