package org.helia.broker.gateway.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.helia.api.block.BlockException;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.CheckedBlock;
import org.helia.api.block.FetchedBlock;
import org.helia.broker.gateway.internal.GatewayException.Kind;
import org.helia.multiformats.Cid;
import org.jspecify.annotations.Nullable;

/**
 * Asks one gateway after the other for one block: the next one when the last has said no, and
 * beside it when that one takes longer than it usually does. The first right answer wins.
 */
final class Want {
  /** How many are asked beside each other. */
  static final int MAX_AT_ONCE = 3;

  private static final Duration LEAST_PATIENCE = Duration.ofMillis(50);
  private static final Duration MOST_PATIENCE = Duration.ofMillis(1_000);

  private final Cid cid;
  private final GatewaySession session;
  private final CompletableFuture<Optional<FetchedBlock>> result = new CompletableFuture<>();
  private final List<Attempt> attempts = new ArrayList<>();
  private final Set<Gateway> asked = new HashSet<>();
  private boolean started;
  private boolean lookedFurther;

  Want(Cid cid, GatewaySession session) {
    this.cid = cid;
    this.session = session;
    result.whenComplete((block, error) -> end());
  }

  Cid cid() {
    return cid;
  }

  CompletableFuture<Optional<FetchedBlock>> result() {
    return result;
  }

  /** Begins to ask, if that has not happened before. */
  void start() {
    synchronized (this) {
      if (started) {
        return;
      }
      started = true;
    }
    askNext();
  }

  private void askNext() {
    Optional<Candidate> next;
    @Nullable Attempt attempt = null;
    synchronized (this) {
      if (result.isDone() || running() >= MAX_AT_ONCE) {
        return;
      }
      next = session.candidates().best(asked);
      if (next.isPresent()) {
        attempt = new Attempt(next.get().gateway(), session.now());
        attempts.add(attempt);
        asked.add(attempt.gateway());
      }
    }
    if (next.isPresent() && attempt != null) {
      ask(next.get(), attempt);
    } else {
      noMoreToAsk();
    }
  }

  private synchronized long running() {
    return attempts.stream().filter(Attempt::isRunning).count();
  }

  private void ask(Candidate candidate, Attempt attempt) {
    boolean admitted =
        attempt
            .gateway()
            .turnstile()
            .enter(session.settings().requestsPerGateway(), () -> send(candidate, attempt));
    if (!admitted) {
      lost(attempt, new GatewayException(Kind.BUSY, "too many requests wait for it"));
      return;
    }
    Duration patience = attempt.gateway().patience(LEAST_PATIENCE, MOST_PATIENCE);
    try {
      session.timer().schedule(this::hedge, patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The broker is leaving, and ends all wants.
    }
  }

  private void hedge() {
    if (!result.isDone() && session.candidates().best(askedSoFar()).isPresent()) {
      askNext();
    }
  }

  private synchronized Set<Gateway> askedSoFar() {
    return Set.copyOf(asked);
  }

  private void send(Candidate candidate, Attempt attempt) {
    Gateway gateway = attempt.gateway();
    if (result.isDone()) {
      gateway.turnstile().leave();
      return;
    }
    long began = session.now();
    CompletableFuture<CheckedBlock> transfer = session.fetch(candidate, cid);
    synchronized (this) {
      attempt.begun(transfer);
    }
    transfer.whenComplete(
        (block, error) -> {
          gateway.turnstile().leave();
          if (block != null) {
            gateway.delivered(Duration.ofNanos(session.now() - began));
            result.complete(Optional.of(new FetchedBlock(block, gateway.toString())));
          } else if (!transfer.isCancelled()) {
            lost(attempt, GatewayClient.failure(error));
          }
        });
    if (result.isDone()) {
      transfer.cancel(true);
    }
  }

  private void lost(Attempt attempt, GatewayException why) {
    attempt.gateway().failed(why);
    synchronized (this) {
      attempt.ended(why);
    }
    askNext();
  }

  /** All have been asked; some may yet answer, and routers may know others. */
  private void noMoreToAsk() {
    boolean look;
    synchronized (this) {
      if (running() > 0) {
        return;
      }
      look = !lookedFurther;
      lookedFurther = true;
    }
    if (look) {
      session.findMore(cid).whenComplete((found, error) -> askNext());
    } else {
      fail();
    }
  }

  private void fail() {
    List<Attempt> all;
    synchronized (this) {
      all = List.copyOf(attempts);
    }
    if (all.isEmpty()) {
      result.complete(Optional.empty());
    } else if (all.stream().allMatch(Attempt::saidNo)) {
      result.completeExceptionally(new BlockNotFoundException(cid, describe()));
    } else {
      result.completeExceptionally(
          new BlockException("no gateway delivered block " + cid + ": " + describe()));
    }
  }

  /** Who was asked, and what became of it. */
  synchronized String describe() {
    long now = session.now();
    return attempts.isEmpty()
        ? "no gateway"
        : attempts.stream().map(attempt -> attempt.describe(now)).collect(Collectors.joining(", "));
  }

  private void end() {
    List<Attempt> all;
    synchronized (this) {
      started = true;
      all = List.copyOf(attempts);
    }
    session.ended(this);
    all.forEach(Attempt::cancel);
  }
}
