package org.helia.broker.bitswap.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.helia.api.block.Block;
import org.helia.api.block.FetchedBlock;
import org.helia.testkit.time.VirtualTime;

/** Waits in virtual time. */
final class Patience {
  private Patience() {}

  /** What a future brings within a virtual minute. */
  static Optional<FetchedBlock> await(
      VirtualTime time, CompletableFuture<Optional<FetchedBlock>> future) {
    time.until(future::isDone, Duration.ofMinutes(1));
    return future.join();
  }

  static Block block(VirtualTime time, CompletableFuture<Optional<FetchedBlock>> future) {
    return await(time, future).orElseThrow().block().block();
  }
}
