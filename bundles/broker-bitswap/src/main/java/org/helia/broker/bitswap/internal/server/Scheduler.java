package org.helia.broker.bitswap.internal.server;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whom to answer next: of the peers that wait, the one that has got the fewest bytes since it began
 * to wait, as in fair queueing. Who comes back from a pause begins where the others are, so nobody
 * saves up time, and who does not take what was sent has to wait.
 */
final class Scheduler {
  private final Executor workers;
  private final Answerer answerer;
  private final int threads;
  private final long maxOutstandingPerPeer;
  private final long maxOutstanding;
  private final ReentrantLock lock = new ReentrantLock();
  private final PriorityQueue<PeerLedger> ready =
      new PriorityQueue<>(Comparator.comparingLong((PeerLedger ledger) -> ledger.virtualTime));

  private long now;
  private long outstanding;
  private int active;

  /** Looks up a few wants. */
  @FunctionalInterface
  interface Answerer {
    /** Answers some of a peer's wants; returns how many bytes that made. */
    long answer(PeerLedger ledger);
  }

  /**
   * @param threads how many are answered at once
   * @param maxOutstandingPerPeer a peer that has not taken so many bytes gets no more
   * @param maxOutstanding the same for all peers together
   */
  Scheduler(
      Executor workers,
      Answerer answerer,
      int threads,
      long maxOutstandingPerPeer,
      long maxOutstanding) {
    this.workers = workers;
    this.answerer = answerer;
    this.threads = threads;
    this.maxOutstandingPerPeer = maxOutstandingPerPeer;
    this.maxOutstanding = maxOutstanding;
  }

  /** A peer has wants, or has taken what was sent. Never waits. */
  void offer(PeerLedger ledger) {
    boolean start;
    lock.lock();
    try {
      enqueue(ledger);
      start = mayStart();
    } finally {
      lock.unlock();
    }
    begin(start);
  }

  private void enqueue(PeerLedger ledger) {
    if (!ledger.scheduled
        && ledger.isWaiting()
        && ledger.outstanding().get() < maxOutstandingPerPeer) {
      ledger.scheduled = true;
      ledger.virtualTime = Math.max(ledger.virtualTime, now);
      ready.add(ledger);
    }
  }

  private boolean mayStart() {
    boolean start = active < threads && !ready.isEmpty() && outstanding < maxOutstanding;
    active += start ? 1 : 0;
    return start;
  }

  private void begin(boolean start) {
    if (start) {
      try {
        workers.execute(this::work);
      } catch (RejectedExecutionException e) {
        return; // The node stops.
      }
    }
  }

  @SuppressWarnings("CatchingUnchecked") // Whatever happens, the next has its turn.
  private void work() {
    for (PeerLedger ledger = next(); ledger != null; ledger = next()) {
      long bytes = 0;
      try {
        bytes = answerer.answer(ledger);
      } catch (RuntimeException | Error e) {
        leave();
        throw e;
      } finally {
        answered(ledger, bytes);
      }
    }
  }

  private void leave() {
    lock.lock();
    try {
      active--;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable PeerLedger next() {
    lock.lock();
    try {
      PeerLedger ledger = outstanding < maxOutstanding ? ready.poll() : null;
      if (ledger == null) {
        active--;
      } else {
        now = ledger.virtualTime;
      }
      return ledger;
    } finally {
      lock.unlock();
    }
  }

  private void answered(PeerLedger ledger, long bytes) {
    boolean start;
    lock.lock();
    try {
      ledger.virtualTime += bytes;
      ledger.scheduled = false;
      enqueue(ledger);
      start = ready.size() > 1 && mayStart();
    } finally {
      lock.unlock();
    }
    begin(start);
  }

  /** Counts bytes that are about to be handed to the network. */
  void loaded(PeerLedger ledger, long bytes) {
    ledger.outstanding().addAndGet(bytes);
    lock.lock();
    try {
      outstanding += bytes;
    } finally {
      lock.unlock();
    }
  }

  /** Counts bytes that the network has taken, or that were dropped. */
  void unloaded(PeerLedger ledger, long bytes) {
    ledger.outstanding().addAndGet(-bytes);
    lock.lock();
    try {
      outstanding -= bytes;
    } finally {
      lock.unlock();
    }
    offer(ledger);
  }
}
