package org.helia.broker.bitswap.internal.client;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.helia.broker.bitswap.internal.peer.Time;

/**
 * Asks peers again that have not answered when nobody else has a block: a question, or its answer,
 * may have been lost with a stream. Called under the client's lock.
 *
 * <p>A peer that believes to have answered ignores the same question for a while, and Kubo merges a
 * question with its being taken back when both are in one message. So a question is taken back
 * first, and asked again a moment later.
 */
final class Renewals {
  /** How long a peer that counts as silent may still answer, beyond what is usual for it. */
  private static final long AFTER_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Time time;
  private final WantList wants;
  private final Placement placement;

  Renewals(Time time, WantList wants, Placement placement) {
    this.time = time;
    this.wants = wants;
    this.placement = placement;
  }

  /** Looks for questions to take back, and to ask again; call it from time to time. */
  void check(List<Runnable> later) {
    for (Want want : List.copyOf(wants.all())) {
      if (!want.hasHope() && !want.asks.isEmpty()) {
        renew(want, later);
      }
    }
  }

  private void renew(Want want, List<Runnable> later) {
    long now = time.nanos();
    List<Ask> again = new ArrayList<>();
    for (Ask ask : want.asks.values()) {
      if (ask.answer == Ask.Answer.SILENT && !ask.live) {
        again.add(ask);
      } else if (ask.answer == Ask.Answer.SILENT && now - ask.silentSince >= AFTER_NANOS) {
        Assigner.takeBack(ask);
      }
    }
    if (!again.isEmpty()) {
      again.forEach(ask -> want.asks.remove(ask.peer));
      place(want, later);
    }
  }

  private void place(Want want, List<Runnable> later) {
    Set<FetchSession> readers = new LinkedHashSet<>();
    want.waiters.forEach(waiter -> readers.add(waiter.session()));
    readers.forEach(reader -> placement.place(reader, want, later));
    placement.giveUpIfHopeless(want, later);
  }
}
