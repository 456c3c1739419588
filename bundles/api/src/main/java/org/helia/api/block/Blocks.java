package org.helia.api.block;

import java.util.OptionalInt;
import java.util.stream.Stream;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;
import org.osgi.annotation.versioning.ProviderType;

/**
 * All blocks the node can reach: its own blockstores first, then the brokers. Blockstores and
 * brokers may come and go in the middle of a call; the call goes on with those that remain and
 * waits up to the configured grace period when there are none.
 *
 * <p>Every call may block and can be cancelled by interrupting its thread.
 */
@ProviderType
public interface Blocks {
  /** As {@link #get(Cid, FetchOptions)} with the defaults. */
  default Block get(Cid cid) {
    return get(cid, FetchOptions.DEFAULTS);
  }

  /**
   * One block, its bytes checked against the CID. A block that a broker delivered is stored first.
   *
   * @throws BlockNotFoundException when nobody has it
   * @throws BlockMismatchException when the only copy at hand is corrupt
   * @throws org.helia.api.codec.UnknownHashException when its hash cannot be checked; nobody is
   *     asked
   * @throws org.helia.api.ServiceMissingException when there is no blockstore
   */
  Block get(Cid cid, FetchOptions options);

  /**
   * Opens a reader for many blocks that belong together, as those of one DAG. Close it.
   *
   * @param options the deadline holds for each block
   */
  BlockSession session(FetchOptions options);

  /** Whether a blockstore of the node has the block. Nobody outside is asked. */
  boolean has(Cid cid);

  /** The size in bytes of a block that a blockstore of the node has. Nobody outside is asked. */
  OptionalInt size(Cid cid);

  /**
   * Checks a block against its CID and stores it, durable when the call returns. For more than one
   * block a {@link #writer} is many times faster.
   *
   * @throws BlockMismatchException when the bytes do not match; nothing is stored
   * @throws BlockstoreException when the store fails; nothing is stored
   */
  void put(Block block);

  /** Opens a writer that stores many blocks and makes them durable together. Close it. */
  BlockWriter writer();

  /**
   * Removes a block from every blockstore.
   *
   * @return whether one had it
   * @throws BlockGuardedException when something needs it, as a pin or an open writer; nothing is
   *     deleted
   * @throws ReadOnlyBlockstoreException when a store that cannot be changed has it, too
   */
  boolean delete(Cid cid);

  /**
   * The multihashes of all blocks in all blockstores, each once; some may come a second time when a
   * blockstore leaves while the stream is read. Close the stream.
   *
   * @throws BlockstoreException when a store fails or leaves for good while the stream is read, and
   *     the list would lack its blocks
   * @see Blockstore#hashes
   */
  Stream<Multihash> hashes();
}
