package org.helia.blocks.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.helia.api.block.BlockException;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.FetchedBlock;
import org.helia.multiformats.Cid;
import org.jspecify.annotations.Nullable;

/**
 * One block that is being fetched from outside. The best broker is asked first; the next one at
 * once when that says no or fails, or beside it when it takes too long and delivers nothing else
 * either. The first right answer wins, and the others are taken back. Never blocks.
 */
final class Fetch {
  /** Takes what becomes of a fetch, once, on any thread; must not block. */
  interface Outcome {
    /** The block is here and has been checked. */
    void arrived(String broker, FetchedBlock block);

    /** Nobody has it. */
    void failed(RuntimeException error);
  }

  /** Stands for a want while it is being made. */
  private static final CompletableFuture<Optional<FetchedBlock>> PENDING =
      CompletableFuture.completedFuture(Optional.empty());

  private final Cid cid;
  private final Outside outside;
  private final LocalRead miss;
  private final Inquiry inquiry;
  private final Outcome outcome;
  private final Set<Seat> tried = new HashSet<>(2);
  private final Map<Seat, CompletableFuture<Optional<FetchedBlock>>> running = new HashMap<>(2);
  private volatile boolean done;

  /**
   * @param miss the look into the blockstores, none of which has the block right
   * @param inquiry says what these answered
   */
  Fetch(Cid cid, Outside outside, LocalRead miss, Inquiry inquiry, Outcome outcome) {
    this.cid = cid;
    this.outside = outside;
    this.miss = miss;
    this.inquiry = inquiry;
    this.outcome = outcome;
  }

  boolean isDone() {
    return done;
  }

  /** Asks the next broker; when there is none and none is being asked, that was all. */
  void advance() {
    for (Seat seat = next(); seat != null; seat = next()) {
      if (ask(seat)) {
        outside.hedge(this, seat);
        return;
      }
    }
    if (!isAsking()) {
      outside.exhausted(this);
    }
  }

  /** Chooses a broker, which counts as being asked from now on. */
  private synchronized @Nullable Seat next() {
    Seat best = done ? null : outside.best(tried);
    if (best != null) {
      tried.add(best);
      // With it, so that nobody takes this fetch for idle; and before the want, whose answer may
      // come at once and takes this out again.
      running.put(best, PENDING);
    }
    return best;
  }

  private synchronized boolean isAsking() {
    return done || !running.isEmpty();
  }

  /** Whether a broker is left that has not been asked. */
  synchronized boolean hasMore() {
    return !done && outside.best(tried) != null;
  }

  private boolean ask(Seat seat) {
    CompletableFuture<Optional<FetchedBlock>> want =
        seat.want(cid, (block, error) -> answered(seat, block, error));
    if (want == null) {
      forget(seat);
      return takeAhead(seat);
    }
    keep(seat, want);
    return true;
  }

  /** Looks for the block in what a broker that is leaving, or has left, brought unasked. */
  boolean takeAhead(Seat leaving) {
    FetchedBlock block = leaving.takeAhead(cid);
    if (block != null) {
      answered(leaving, block, null);
    }
    return block != null;
  }

  private synchronized void forget(Seat seat) {
    running.remove(seat);
  }

  private void keep(Seat seat, CompletableFuture<Optional<FetchedBlock>> want) {
    boolean kept;
    synchronized (this) {
      kept = running.replace(seat, PENDING, want);
    }
    if (!kept) {
      // Answered, or given up, meanwhile.
      want.cancel(true);
    } else if (seat.isClosed()) {
      lost(seat);
    }
  }

  private void answered(Seat seat, @Nullable FetchedBlock block, @Nullable Throwable error) {
    List<CompletableFuture<Optional<FetchedBlock>>> losers;
    synchronized (this) {
      running.remove(seat);
      if (done) {
        return;
      }
      if (block == null) {
        note(seat, error);
      }
      losers = block == null ? List.of() : end();
    }
    if (block == null) {
      advance();
    } else {
      losers.forEach(loser -> loser.cancel(true));
      outside.ended(this);
      outcome.arrived(seat.name(), block);
    }
  }

  private void note(Seat seat, @Nullable Throwable error) {
    if (error == null) {
      inquiry.answered(seat.name());
    } else if (error instanceof BlockNotFoundException notFound) {
      inquiry.saidNo(seat.name(), notFound);
    } else {
      inquiry.failed(
          seat.name(),
          error instanceof RuntimeException known
              ? known
              : new BlockException(seat.name() + " failed", error));
    }
  }

  /** Call with the lock held; cancel what comes back without it. */
  private List<CompletableFuture<Optional<FetchedBlock>>> end() {
    done = true;
    List<CompletableFuture<Optional<FetchedBlock>>> open = List.copyOf(running.values());
    running.clear();
    return open;
  }

  /** Asks the next broker beside the others, unless one of these delivers. */
  void hedge() {
    long wait;
    synchronized (this) {
      wait = done ? 0 : outside.stillDelivering(running.keySet());
    }
    if (wait > 0) {
      outside.hedgeIn(this, wait);
    } else if (hasMore()) {
      advance();
    }
  }

  /** Brokers have come. */
  void brokersCame() {
    if (isAsking()) {
      outside.hedgeIn(this, outside.headStartNanos());
    } else {
      advance();
    }
  }

  /** Asks the next broker if none is being asked. */
  void advanceIfIdle() {
    if (!isAsking()) {
      advance();
    }
  }

  /** A broker has left, and what it was asked for is asked of others. */
  void lost(Seat seat) {
    CompletableFuture<Optional<FetchedBlock>> want;
    synchronized (this) {
      want = running.get(seat);
    }
    if (want != null) {
      want.completeExceptionally(new BlockException(seat.name() + " has left"));
    }
  }

  /** Nobody has the block, unless somebody is being asked after all. */
  void failIfIdle(String hint) {
    if (!isAsking()) {
      finish(asked -> miss.notFound(asked, hint));
    }
  }

  /** Something else went wrong. */
  void fail(RuntimeException error) {
    finish(asked -> error);
  }

  /** The reader's time is over: says who was asked and what they said so far. */
  void late() {
    List<Seat> asked;
    synchronized (this) {
      asked = List.copyOf(running.keySet());
    }
    List<String> answers = asked.stream().map(seat -> seat.asked(cid)).toList();
    finish(
        all -> {
          for (int i = 0; i < asked.size(); i++) {
            Seat seat = asked.get(i);
            seat.figures().late();
            all.late(seat.name(), answers.get(i));
          }
          return miss.notFound(all, "");
        });
  }

  private void finish(Function<Inquiry, RuntimeException> why) {
    RuntimeException error;
    List<CompletableFuture<Optional<FetchedBlock>>> open;
    synchronized (this) {
      if (done) {
        return;
      }
      error = why.apply(inquiry);
      open = end();
    }
    open.forEach(want -> want.cancel(true));
    outside.ended(this);
    outcome.failed(error);
  }

  /** Takes all wants back and tells nobody. */
  void cancel() {
    List<CompletableFuture<Optional<FetchedBlock>>> open;
    synchronized (this) {
      if (done) {
        return;
      }
      open = end();
    }
    open.forEach(want -> want.cancel(true));
    outside.ended(this);
  }
}
