package org.helia.api.block;

import java.util.Optional;
import org.helia.multiformats.Cid;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Fetches blocks from outside the node. Register an implementation as a service; {@link Blocks}
 * asks brokers by descending {@code service.ranking} when no blockstore has a block.
 *
 * <p>Any number of threads may call at once. What a broker returns is not trusted: its size and
 * hash are checked before anybody sees it.
 */
@ConsumerType
public interface BlockBroker {
  /** What errors and the shell call this broker, as in "bitswap". */
  String name();

  /**
   * Fetches one block.
   *
   * @param options the deadline counts from the call; the broker gives up when it has passed or
   *     when the thread is interrupted
   * @return empty when nobody whom this broker knows has it
   * @throws BlockException when asking failed; the facade goes on with the next broker
   * @throws org.helia.api.CancelledException when the thread was interrupted
   */
  Optional<byte[]> fetch(Cid cid, FetchOptions options);
}
