package org.helia.api.block;

import org.helia.multiformats.Cid;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Stores blocks that belong together. What was put is visible to every reader at once, durable
 * after {@link #commit}, and safe from garbage collection until {@link #close}. Whoever wants it to
 * be safe for longer records a root of it (a pin, say) before that. Any number of threads may put
 * at once.
 */
@ProviderType
public interface BlockWriter extends AutoCloseable {
  /**
   * Hashes the bytes, stores them and returns their name.
   *
   * @param bytes become the store's own; the caller does not change them any more
   * @throws org.helia.api.codec.UnknownHashException when no plugin computes the hash
   * @throws BlockstoreFullException when there is no room; nothing is stored
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
   * Protects a block from garbage collection until {@link #close}, whether or not it is there yet.
   * Its links are not followed.
   *
   * @return whether a blockstore of the node has it now, and with that until the writer is closed
   * @throws BlockstoreException when a store fails
   */
  boolean keep(Cid cid);

  /**
   * Protects from garbage collection until {@link #close} what the node has of a DAG at the time of
   * the call. Takes no time in proportion to the DAG unless a collection is under way that has not
   * come to it.
   *
   * @throws BlockException when a block of it cannot be read while a collection is under way
   * @throws org.helia.api.codec.UnknownCodecException when the links of one cannot be followed then
   */
  void keepDag(Cid root);

  /**
   * Makes everything durable that was put before, and what {@link #keep} found.
   *
   * @throws BlockstoreException when a store fails
   */
  void commit();

  /** Ends the protection from garbage collection. What was not committed may be lost by a crash. */
  @Override
  void close();
}
