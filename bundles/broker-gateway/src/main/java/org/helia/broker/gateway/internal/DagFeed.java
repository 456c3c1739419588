package org.helia.broker.gateway.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.helia.api.CancelledException;
import org.helia.api.block.BlockException;
import org.helia.api.block.FetchedBlock;
import org.helia.broker.gateway.internal.GatewayException.Kind;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.jspecify.annotations.Nullable;

/**
 * Answers the wants of a reader who goes through a whole DAG from one response with all of it.
 * Wants wait for their block to come along, and blocks for their want, within bounds. What does not
 * come, or in another order than it is wanted in, is asked for block by block.
 */
final class DagFeed {
  /** How long nothing may come before wants are also asked for by themselves. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  /** How long nothing may come before the response is given up. */
  static final Duration STALL = Duration.ofSeconds(10);

  /** How long a full buffer may stand still before wants are asked for by themselves. */
  private static final long FULL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long LOOK_MILLIS = 100;

  /** A response with fewer blocks did not pay, and no further one is asked for. */
  private static final int FEW = 8;

  /**
   * So many blocks in a row may come that were asked for by themselves, and came, while the
   * response stood still. With more it would only follow behind, and is given up.
   */
  private static final int MAX_LATE = 8;

  /**
   * How often a full buffer is dropped, with nothing wanted in between, before the CAR is given up.
   */
  private static final int MAX_DROPPED = 4;

  private final GatewaySession session;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AheadBuffer ahead = new AheadBuffer();
  private final List<Want> waiting = new ArrayList<>();
  private @Nullable CarStream stream;
  private @Nullable ScheduledFuture<?> watch;
  private long lastBytes;
  private long lastLook;
  private boolean expected;
  private boolean pays = true;

  /** The buffer is full of blocks that nobody asks for. */
  private boolean stuck;

  private int dropped;

  /** What was asked for by itself since the response stood still. */
  private final Set<Cid> late = new HashSet<>();

  private int cameLate;

  /** The broker gets no more wants: they go to others. */
  private boolean leaving;

  private boolean closed;

  DagFeed(GatewaySession session) {
    this.session = session;
  }

  /** The reader is about to want a whole DAG. */
  void expect() {
    lock.lock();
    try {
      expected = session.settings().cars();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes a want on.
   *
   * @return false when it is to be asked for by itself
   */
  boolean offer(Want want) {
    FetchedBlock ready;
    lock.lock();
    try {
      if (!expected || closed) {
        return false;
      }
      ready = ahead.take(want.cid());
      if (ready == null) {
        return (stream != null || begin(want.cid())) && await(want);
      }
      stuck = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    want.result().complete(Optional.of(ready));
    return true;
  }

  private boolean await(Want want) {
    if (!stuck && !want.result().isDone()) {
      waiting.add(want);
      return true;
    }
    return want.result().isDone();
  }

  /** Raw blocks have nothing below them, so that a CAR of one is of no use. */
  private boolean begin(Cid root) {
    if (!pays || leaving || root.codec() == Multicodec.RAW) {
      return false;
    }
    Optional<CarStream> begun = session.beginCar(root, this::run);
    begun.ifPresent(
        next -> {
          stream = next;
          stuck = false;
          late.clear();
          cameLate = 0;
          lastBytes = 0;
          lastLook = session.now();
          watch =
              session
                  .timer()
                  .scheduleWithFixedDelay(
                      () -> look(next), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        });
    pays = begun.isPresent();
    return pays;
  }

  /** Reads a response, on a thread of its own. */
  private void run(CarStream read) {
    boolean paid = false;
    try {
      String from = read.gateway().toString();
      long blocks = read.read(block -> take(new FetchedBlock(block, from)));
      paid = blocks >= FEW;
      read.gateway().streamed();
    } catch (GatewayException e) {
      read.gateway().failed(e);
    } catch (CancelledException e) {
      // The reader, or the broker, has gone, or the gateway was too slow.
    } catch (BlockException e) {
      read.gateway().failed(new GatewayException(Kind.FAILED, String.valueOf(e.getMessage()), e));
    } finally {
      end(read, paid);
    }
  }

  /** A block has come: to whom wants it, or kept for later. */
  private boolean take(FetchedBlock block) {
    Cid cid = block.block().block().cid();
    Want want;
    boolean goesOn;
    lock.lock();
    try {
      want = session.wanted(cid);
      if (late.remove(cid) && want == null) {
        return !isEnding() && ++cameLate <= MAX_LATE;
      }
      while (want == null && !keep(block)) {
        awaitRoom();
        if (dropped > MAX_DROPPED) {
          return false;
        }
        want = session.wanted(cid);
      }
      if (want == null || closed) {
        return !isEnding();
      }
      ahead.passed(cid);
      dropped = 0;
      cameLate = 0;
      waiting.remove(want);
      goesOn = !leaving || awaitsMore(cid);
    } finally {
      lock.unlock();
    }
    want.result().complete(Optional.of(block));
    return goesOn;
  }

  private boolean isEnding() {
    return leaving || closed;
  }

  /** The last one is kept in any case: what has come is not to be fetched again from elsewhere. */
  private boolean keep(FetchedBlock block) {
    return isEnding() ? ahead.addLast(block) : ahead.add(block);
  }

  /**
   * Whether what comes next is probably waited for. Behind the last such leaf come others, which
   * are being fetched from elsewhere by now; an inner block behind these is asked for by itself.
   */
  private boolean awaitsMore(Cid last) {
    return awaitsLeaf() || (last.codec() != Multicodec.RAW && !waiting.isEmpty());
  }

  private boolean awaitsLeaf() {
    return waiting.stream().anyMatch(want -> want.cid().codec() == Multicodec.RAW);
  }

  private void awaitRoom() {
    try {
      if (changed.awaitNanos(FULL_NANOS) <= 0 && !ahead.dropPassed()) {
        askElsewhere();
      }
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("waiting for a reader");
    }
  }

  /**
   * A reader who waits for a leaf that has not come, although there is so much that it could take,
   * has what comes here from elsewhere; it is dropped, so that the leaf comes nearer. One who waits
   * for inner blocks alone may only be slow.
   */
  private void askElsewhere() {
    boolean passedOver = awaitsLeaf();
    if (passedOver) {
      ahead.clear();
      dropped++;
    }
    stuck = !passedOver;
    List<Want> skipped = List.copyOf(waiting);
    waiting.clear();
    // To begin to ask waits for nothing, so that it may be done under the lock.
    session.startAll(skipped);
  }

  /** Looks whether something still comes. */
  private void look(CarStream read) {
    long now = session.now();
    Duration waits = read.waits(now);
    List<Want> overdue = List.of();
    boolean slow;
    lock.lock();
    try {
      slow = isTooSlow(read, waits, now);
      if (waits.compareTo(PATIENCE) > 0) {
        overdue = List.copyOf(waiting);
        waiting.clear();
        overdue.stream()
            .limit(Math.max(0, GatewaySession.MAX_WANTS - late.size()))
            .forEach(want -> late.add(want.cid()));
      }
    } finally {
      lock.unlock();
    }
    if (slow || waits.compareTo(STALL) > 0) {
      read.gateway().failed(new GatewayException(Kind.FAILED, "its CAR comes too slowly"));
      read.end();
    }
    session.startAll(overdue);
  }

  /** Looks back once in a while, over times in which the gateway was waited for. */
  private boolean isTooSlow(CarStream read, Duration waits, long now) {
    if (waits.isZero()) {
      lastLook = now;
      lastBytes = read.bytes();
    }
    Duration since = Duration.ofNanos(now - lastLook);
    if (since.compareTo(GatewayClient.GRACE) < 0) {
      return false;
    }
    boolean slow =
        read.bytes() - lastBytes < since.toNanos() / 1e9 * session.settings().leastRate();
    lastLook = now;
    lastBytes = read.bytes();
    return slow;
  }

  private void end(CarStream read, boolean paid) {
    List<Want> left;
    lock.lock();
    try {
      stopWatching();
      stream = null;
      pays = paid;
      left = List.copyOf(waiting);
      waiting.clear();
    } finally {
      lock.unlock();
    }
    session.ended(read);
    session.startAll(left);
  }

  private void stopWatching() {
    if (watch != null) {
      watch.cancel(false);
      watch = null;
    }
  }

  /** Who is waited for, if anybody is. */
  Optional<String> waitsFor(Want want) {
    lock.lock();
    try {
      return stream != null && waiting.contains(want)
          ? Optional.of(stream.gateway() + " (is sending the whole DAG)")
          : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** A want is over. */
  void forget(Want want) {
    lock.lock();
    try {
      waiting.remove(want);
    } finally {
      lock.unlock();
    }
  }

  /**
   * A block that has come and that nobody has wanted; also after the end. From the first call on
   * others are asked for what has not come, so that the response goes on only as far as it is
   * waited for.
   */
  Optional<FetchedBlock> takeAhead(Cid cid) {
    lock.lock();
    try {
      leaving = true;
      Optional<FetchedBlock> ready = Optional.ofNullable(ahead.take(cid));
      changed.signalAll();
      return ready;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the response. What has come stays until the reader has gone. */
  void close() {
    CarStream open;
    lock.lock();
    try {
      closed = true;
      open = stream;
      stopWatching();
      waiting.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (open != null) {
      open.end();
    }
  }
}
