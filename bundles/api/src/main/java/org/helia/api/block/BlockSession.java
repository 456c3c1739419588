package org.helia.api.block;

import java.util.Optional;
import org.helia.multiformats.Cid;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads blocks that belong together and fetches ahead of the reader. Several threads may use a
 * session that read parts of the same DAG; what it reads ahead they share.
 */
@ProviderType
public interface BlockSession extends AutoCloseable {
  /** One block, as {@link Blocks#get(Cid, FetchOptions)}; at once if it was fetched ahead. */
  Block get(Cid cid);

  /**
   * Says that {@link #get} will soon be called for this block. The session fetches it in the
   * background while it has room and forgets the hint when it has none, so a reader names its next
   * few blocks, the nearest first, before each get. Never blocks, never throws; a failure shows in
   * the get.
   */
  void prefetch(Cid cid);

  /**
   * The block, if it was fetched ahead and is here: so that the reader can look into it for what
   * comes behind it. The session keeps it for {@link #get}. Never blocks, never throws.
   *
   * @return empty when it is not here yet; by default always
   */
  default Optional<Block> peek(Cid cid) {
    return Optional.empty();
  }

  /**
   * Says that the reader is about to get the whole DAG below a root, each block once, in
   * depth-first order: so that it can be fetched as a whole where that pays. Never blocks, never
   * throws. By default nothing happens.
   */
  default void expectDag(Cid root) {}

  /** How many blocks the session fetches ahead at most; naming more than that is useless. */
  int readAhead();

  /** Cancels what is under way and drops what was fetched ahead. */
  @Override
  void close();
}
