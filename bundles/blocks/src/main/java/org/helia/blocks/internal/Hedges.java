package org.helia.blocks.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When the next broker is to be asked beside the one that has a want. A queue, not a timer for each
 * want: nearly all have the same patience, and nearly all are done before it ends.
 */
final class Hedges {
  private final ScheduledExecutorService timer;
  private final Deque<Hedge> waiting = new ArrayDeque<>();
  private boolean scheduled;

  Hedges(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  private record Hedge(Fetch fetch, long dueNanos) {}

  /** Calls {@link Fetch#hedge} in that time, or somewhat later, unless the fetch is done. */
  synchronized void add(Fetch fetch, long nanos) {
    dropDone();
    waiting.add(new Hedge(fetch, System.nanoTime() + nanos));
    schedule();
  }

  private void dropDone() {
    for (Hedge first = waiting.peek(); first != null; first = waiting.peek()) {
      if (!first.fetch().isDone()) {
        return;
      }
      waiting.remove();
    }
  }

  private void schedule() {
    Hedge first = waiting.peek();
    if (first != null && !scheduled) {
      try {
        long left = first.dueNanos() - System.nanoTime();
        timer.schedule(this::fire, Math.max(0, left), TimeUnit.NANOSECONDS);
        scheduled = true;
      } catch (RejectedExecutionException e) {
        // The node is stopping, and with it every fetch.
        waiting.clear();
      }
    }
  }

  private void fire() {
    for (Fetch due = nextDue(); due != null; due = nextDue()) {
      due.hedge();
    }
    synchronized (this) {
      scheduled = false;
      dropDone();
      schedule();
    }
  }

  private synchronized @Nullable Fetch nextDue() {
    dropDone();
    Hedge first = waiting.peek();
    if (first == null || first.dueNanos() - System.nanoTime() > 0) {
      return null;
    }
    waiting.remove();
    return first.fetch();
  }
}
