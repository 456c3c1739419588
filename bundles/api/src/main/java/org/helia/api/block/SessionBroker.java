package org.helia.api.block;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.helia.api.CancelledException;
import org.helia.multiformats.Cid;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A broker that fetches better when it knows which blocks belong together: {@link Blocks} opens a
 * session of it for each of its own, instead of calling {@link #fetch}.
 */
@ConsumerType
public interface SessionBroker extends BlockBroker {
  /**
   * Opens a session. Never blocks.
   *
   * @param options whom to ask ({@link FetchOptions#from}); the deadline is the caller's business
   * @throws BlockException when the broker is closed
   */
  BrokerSession session(FetchOptions options);

  /** Fetches in a session of its own. */
  @Override
  default Optional<byte[]> fetch(Cid cid, FetchOptions options) {
    try (BrokerSession session = session(options)) {
      CompletableFuture<Optional<FetchedBlock>> want = session.want(cid);
      try {
        return want.get(options.timeout().toNanos(), TimeUnit.NANOSECONDS)
            .map(fetched -> fetched.block().block().bytes());
      } catch (InterruptedException e) {
        throw CancelledException.interrupted("fetching block " + cid);
      } catch (TimeoutException | CancellationException e) {
        throw new BlockException(
            "%s did not deliver block %s in time: %s".formatted(name(), cid, session.asked(cid)),
            e);
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException error
            ? error
            : new BlockException(name() + " failed to fetch block " + cid, e);
      }
    }
  }
}
