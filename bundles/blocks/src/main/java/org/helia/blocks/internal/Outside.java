package org.helia.blocks.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.helia.api.block.BlockBroker;
import org.helia.api.block.BlockException;
import org.helia.api.block.FetchOptions;
import org.helia.multiformats.Cid;
import org.helia.platform.Plugin;
import org.jspecify.annotations.Nullable;

/**
 * All brokers as one reader has them: a session of each that was needed so far, and what has been
 * learned of it. Brokers join and leave while blocks are being fetched. Any number of threads may
 * call at once; nothing blocks.
 */
final class Outside implements AutoCloseable {
  /** Of so many brokers that left it is remembered what they brought unasked. */
  private static final int MAX_LEFT = 2;

  private final Brokers brokers;
  private final FetchOptions options;
  private final Set<Fetch> open = ConcurrentHashMap.newKeySet();
  private final Set<Cid> expected = new LinkedHashSet<>();

  /** By descending ranking. */
  private volatile List<Seat> seats = List.of();

  /** Asked for nothing more; they may yet bring what they were asked for. */
  private List<Seat> leaving = List.of();

  /** The last that left, which may have brought more than was wanted by then. */
  private volatile List<Seat> left = List.of();

  private volatile boolean closed;

  /** Use {@link Brokers#open}. */
  Outside(Brokers brokers, FetchOptions options) {
    this.brokers = brokers;
    this.options = options;
  }

  /** Has a block fetched that no blockstore has. */
  Fetch fetch(Cid cid, LocalRead miss, Inquiry inquiry, Fetch.Outcome outcome) {
    Fetch fetch = new Fetch(cid, this, miss, inquiry, outcome);
    open.add(fetch);
    if (closed) {
      fetch.fail(new BlockException("the session was closed before block " + cid + " came"));
    } else if (left.stream().noneMatch(fetch::takeAhead)) {
      fetch.advance();
    }
    return fetch;
  }

  /** As {@link org.helia.api.block.BlockSession#expectDag}. */
  synchronized void expectDag(Cid root) {
    expected.add(root);
    seats.forEach(seat -> seat.expectDag(root));
  }

  /**
   * Brings the seats into line with the brokers that are present. Whoever finds that some have come
   * tells all who may be waiting for them: nobody else will find it again.
   */
  private void seat() {
    if (reseat()) {
      open.forEach(Fetch::brokersCame);
    }
  }

  /** Returns whether there are new ones. */
  private synchronized boolean reseat() {
    List<Seat> before = seats;
    List<Seat> next = new ArrayList<>();
    for (Plugin<BlockBroker> plugin : brokers.present()) {
      Seat known = find(before, plugin.service());
      next.add(known == null ? newSeat(plugin) : known);
    }
    leaving =
        Stream.concat(leaving.stream(), before.stream().filter(seat -> !next.contains(seat)))
            .toList();
    seats = List.copyOf(next);
    return !before.containsAll(next);
  }

  private static @Nullable Seat find(List<Seat> seats, BlockBroker broker) {
    return seats.stream().filter(seat -> seat.broker() == broker).findFirst().orElse(null);
  }

  private Seat newSeat(Plugin<BlockBroker> plugin) {
    Seat seat = brokers.seat(plugin, options);
    expected.forEach(seat::expectDag);
    return seat;
  }

  /** Brokers have come, or their ranking has changed. */
  void brokersChanged() {
    if (!closed) {
      seat();
    }
  }

  /** A broker has left: what it was asked for goes to the others. */
  void brokerLeft(BlockBroker broker) {
    brokersChanged();
    Seat gone = takeLeaving(broker);
    if (gone != null) {
      gone.close();
      remember(gone);
      open.forEach(fetch -> fetch.lost(gone));
    }
  }

  private synchronized @Nullable Seat takeLeaving(BlockBroker broker) {
    Seat gone = find(leaving, broker);
    leaving = leaving.stream().filter(seat -> seat != gone).toList();
    return gone;
  }

  private synchronized void remember(Seat gone) {
    left = Stream.concat(Stream.of(gone), left.stream()).distinct().limit(MAX_LEFT).toList();
  }

  /** The broker to ask next: by rank, and by what was learned. Null when all were tried. */
  @Nullable Seat best(Set<Seat> tried) {
    Seat best = null;
    for (Seat seat : seats) {
      if (!tried.contains(seat) && (best == null || seat.overtakes(best))) {
        best = seat;
      }
    }
    return best;
  }

  /** Has the next broker asked beside this one when it has had its time. */
  void hedge(Fetch fetch, Seat asked) {
    if (seats.size() > 1 && fetch.hasMore()) {
      hedgeIn(fetch, asked.patienceNanos(headStartNanos()));
    }
  }

  void hedgeIn(Fetch fetch, long nanos) {
    brokers.hedges().add(fetch, nanos);
  }

  long headStartNanos() {
    return brokers.headStart().toNanos();
  }

  /** How long to let these go on alone, since blocks come from one of them; 0 or less: no more. */
  long stillDelivering(Collection<Seat> asked) {
    long until = Long.MIN_VALUE;
    for (Seat seat : asked) {
      until = Math.max(until, seat.deliveringUntil(headStartNanos()));
    }
    return until == Long.MIN_VALUE ? 0 : until - System.nanoTime();
  }

  /**
   * Every broker that is here was asked in vain. Waits for one that left and may come back: it has
   * left when it is no more among those that are here, and until it is again.
   */
  void exhausted(Fetch fetch) {
    long arrivals = brokers.arrivals();
    seat();
    if (fetch.hasMore()) {
      fetch.advanceIfIdle();
      return;
    }
    Duration patience = brokers.patience();
    if (!patience.isZero()) {
      brokers.later(fetch::advanceIfIdle, patience);
    } else if (brokers.arrivals() != arrivals) {
      fetch.advanceIfIdle();
    } else {
      fetch.failIfIdle(seats.isEmpty() ? Brokers.MISSING_HINT : "");
    }
  }

  void ended(Fetch fetch) {
    open.remove(fetch);
  }

  /** Takes all wants back; what waits for them fails. */
  @Override
  public void close() {
    closed = true;
    open.forEach(
        fetch -> fetch.fail(new BlockException("the session was closed before the block came")));
    takeSeats().forEach(Seat::close);
    left = List.of();
    brokers.ended(this);
  }

  private synchronized List<Seat> takeSeats() {
    List<Seat> all = Stream.concat(seats.stream(), leaving.stream()).toList();
    seats = List.of();
    leaving = List.of();
    return all;
  }
}
