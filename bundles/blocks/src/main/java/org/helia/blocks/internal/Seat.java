package org.helia.blocks.internal;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.helia.api.block.BlockBroker;
import org.helia.api.block.BlockException;
import org.helia.api.block.BlockMismatchException;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.BrokerSession;
import org.helia.api.block.FetchedBlock;
import org.helia.multiformats.Cid;
import org.helia.platform.Plugin;
import org.jspecify.annotations.Nullable;

/** A broker in the session of one reader, and what the session has learned of it. */
final class Seat {
  /** After so many wants in vain, one after the other, those that rank below are asked first. */
  private static final int MISSES_TO_DOUBT = 3;

  /** One of so many wants asks a broker in its turn that is doubted: it may have got better. */
  private static final int PROBE_EVERY = 16;

  /** So many blocks must have come before a latency counts. */
  private static final int TRUSTED_SAMPLES = 4;

  /** A broker is asked before a better one when it takes less than this part of the time. */
  private static final int CLEARLY_FASTER = 2;

  private final Plugin<BlockBroker> plugin;
  private final BrokerFigures figures;
  private final Supplier<BrokerSession> opener;
  private final Average latency = new Average();
  private final Set<Cid> expected = new LinkedHashSet<>();
  private @Nullable BrokerSession session;

  /** The session after it was closed, for what it has left. */
  private @Nullable BrokerSession ended;

  private boolean closed;
  private volatile int misses;
  private volatile int deliveries;
  private volatile long lastDelivery;
  private volatile int passedOver;

  /**
   * @param opener opens the broker's session, when the first block is wanted
   */
  Seat(Plugin<BlockBroker> plugin, BrokerFigures figures, Supplier<BrokerSession> opener) {
    this.plugin = plugin;
    this.figures = figures;
    this.opener = opener;
  }

  BlockBroker broker() {
    return plugin.service();
  }

  String name() {
    return figures.name();
  }

  BrokerFigures figures() {
    return figures;
  }

  /** Takes an answer: a block, nothing, or an error. */
  @FunctionalInterface
  interface Answered {
    void accept(@Nullable FetchedBlock block, @Nullable Throwable error);
  }

  /**
   * Wants a block of the broker, which cannot leave before the answer was taken.
   *
   * @return to be cancelled; null when the broker is leaving and was not asked
   */
  @Nullable CompletableFuture<Optional<FetchedBlock>> want(Cid cid, Answered answered) {
    if (!plugin.enter()) {
      return null;
    }
    long start = System.nanoTime();
    figures.wanted();
    CompletableFuture<Optional<FetchedBlock>> answer = ask(cid);
    answer.whenComplete(
        (fetched, error) -> {
          try {
            take(cid, fetched, error, start, answered);
          } finally {
            plugin.exit();
          }
        });
    return answer;
  }

  private CompletableFuture<Optional<FetchedBlock>> ask(Cid cid) {
    try {
      return open().want(cid);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void take(
      Cid cid,
      @Nullable Optional<FetchedBlock> fetched,
      @Nullable Throwable failure,
      long start,
      Answered answered) {
    FetchedBlock block = fetched == null ? null : fetched.orElse(null);
    Throwable error = unwrapped(failure);
    if (block != null && !isFor(cid, block)) {
      error = new BlockMismatchException(cid, "broker " + name(), size(block));
      block = null;
    }
    learn(block, error, start);
    answered.accept(block, error);
  }

  /** A block that a broker which is leaving, or has left, brought before it was wanted. */
  @Nullable FetchedBlock takeAhead(Cid cid) {
    BrokerSession last = last();
    FetchedBlock block = last == null ? null : last.takeAhead(cid).orElse(null);
    if (block == null || !isFor(cid, block)) {
      return null;
    }
    figures.delivered(size(block), 0);
    return block;
  }

  private synchronized @Nullable BrokerSession last() {
    return session == null ? ended : session;
  }

  private static @Nullable Throwable unwrapped(@Nullable Throwable error) {
    if (error instanceof CompletionException wrapper) {
      Throwable cause = wrapper.getCause();
      return cause == null ? error : cause;
    }
    return error;
  }

  private static boolean isFor(Cid cid, FetchedBlock fetched) {
    return fetched.block().block().cid().multihash().equals(cid.multihash());
  }

  private static int size(FetchedBlock fetched) {
    return fetched.block().block().size();
  }

  private void learn(@Nullable FetchedBlock block, @Nullable Throwable error, long start) {
    if (block != null) {
      long now = System.nanoTime();
      latency.add(now - start);
      figures.delivered(size(block), now - start);
      lastDelivery = now;
      deliveries++;
      misses = 0;
    } else if (!(error instanceof CancellationException)) {
      misses++;
      if (error != null && !(error instanceof BlockNotFoundException)) {
        figures.failed(error);
      }
    }
  }

  private synchronized BrokerSession open() {
    if (closed) {
      throw new BlockException("the session with " + name() + " was closed");
    }
    if (session == null) {
      session = opener.get();
      expected.forEach(session::expectDag);
    }
    return session;
  }

  /** Tells the broker, at the latest when it is asked for the first block. */
  synchronized void expectDag(Cid root) {
    expected.add(root);
    if (session != null) {
      session.expectDag(root);
    }
  }

  /** Whom the broker has asked for a block that is still wanted, and what they said. */
  String asked(Cid cid) {
    BrokerSession now = current();
    return now == null ? "nobody was asked" : now.asked(cid);
  }

  private synchronized @Nullable BrokerSession current() {
    return session;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Takes all wants back. */
  void close() {
    BrokerSession open;
    synchronized (this) {
      closed = true;
      open = session;
      session = null;
      ended = open;
    }
    if (open != null) {
      open.close();
    }
  }

  /** Whether this one should be asked before another that has the better rank. */
  boolean overtakes(Seat better) {
    if (isDoubted()) {
      return false;
    }
    return better.passOver() || isClearlyFasterThan(better);
  }

  private boolean isDoubted() {
    return misses >= MISSES_TO_DOUBT;
  }

  private boolean passOver() {
    return isDoubted() && ++passedOver % PROBE_EVERY != 0;
  }

  private boolean isClearlyFasterThan(Seat other) {
    return deliveries >= TRUSTED_SAMPLES
        && other.deliveries >= TRUSTED_SAMPLES
        && latency.nanos() < other.latency.nanos() / CLEARLY_FASTER;
  }

  /**
   * How long it may take before the next broker is asked beside it: the head start, longer where
   * blocks are known to take longer.
   */
  long patienceNanos(long headStartNanos) {
    long usual = 2 * latency.nanos();
    return Math.max(headStartNanos, Math.min(usual, 8 * headStartNanos));
  }

  /** Until when another need not be asked, since blocks come from this one. */
  long deliveringUntil(long headStartNanos) {
    return deliveries == 0 ? Long.MIN_VALUE : lastDelivery + patienceNanos(headStartNanos);
  }
}
