package org.helia.broker.gateway.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.helia.api.block.CheckedBlock;
import org.jspecify.annotations.Nullable;

/** One gateway that was asked for one block. Guarded by its want. */
final class Attempt {
  private final Gateway gateway;
  private final long began;
  private @Nullable CompletableFuture<CheckedBlock> transfer;
  private @Nullable String outcome;
  private boolean saidNo;

  Attempt(Gateway gateway, long began) {
    this.gateway = gateway;
    this.began = began;
  }

  Gateway gateway() {
    return gateway;
  }

  boolean isRunning() {
    return outcome == null;
  }

  void begun(CompletableFuture<CheckedBlock> sent) {
    transfer = sent;
  }

  void ended(GatewayException why) {
    outcome = String.valueOf(why.getMessage());
    saidNo = why.kind() == GatewayException.Kind.MISSING;
  }

  /** Whether the gateway answered that it does not have the block. */
  boolean saidNo() {
    return saidNo;
  }

  void cancel() {
    if (transfer != null) {
      transfer.cancel(true);
    }
  }

  Duration took(long now) {
    return Duration.ofNanos(now - began);
  }

  String describe(long now) {
    String state =
        transfer == null
            ? "waits for its turn"
            : "no answer for %.1f s".formatted(took(now).toMillis() / 1e3);
    return "%s (%s)".formatted(gateway, outcome == null ? state : outcome);
  }
}
