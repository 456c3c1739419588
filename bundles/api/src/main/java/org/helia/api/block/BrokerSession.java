package org.helia.api.block;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.helia.multiformats.Cid;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a broker does for one reader: it learns who has the blocks of a DAG and asks them for the
 * next ones. Any number of threads may call at once. No method blocks.
 */
@ConsumerType
public interface BrokerSession extends AutoCloseable {
  /**
   * Wants a block. Wants that follow each other closely may go out together.
   *
   * @return completes with the block; with nothing when this broker knows nobody to ask; with a
   *     {@link BlockNotFoundException} that says who was asked when all of them said no; with
   *     another {@link BlockException} when asking failed or the session or broker was closed.
   *     Cancelling it takes the want back. It is completed on a thread of the broker, which what
   *     hangs on it must not hold up.
   */
  CompletableFuture<Optional<FetchedBlock>> want(Cid cid);

  /**
   * Says that the reader is about to want the whole DAG below a root, each block once, in
   * depth-first order. A broker may fetch it as a whole, within its bounds; it must still answer
   * wants in any other order. By default nothing happens.
   */
  default void expectDag(Cid root) {}

  /**
   * Hands out a block that came, as part of an {@link #expectDag expected} DAG, before it was
   * wanted. Asked instead of {@link #want} once the broker is leaving, also after {@link #close},
   * so that what has come is not fetched again from elsewhere. By default there is none.
   *
   * @return the block, once; empty when it has not come
   */
  default Optional<FetchedBlock> takeAhead(Cid cid) {
    return Optional.empty();
  }

  /**
   * Who was asked for a block that is still wanted and what they have said so far, for the error of
   * a reader whose time is over; as in "2 peers: 12D3…xy (has it, sent nothing), 12D3…ab (no
   * answer)".
   */
  String asked(Cid cid);

  /** Takes all wants back; their futures complete with a {@link BlockException}. */
  @Override
  void close();
}
