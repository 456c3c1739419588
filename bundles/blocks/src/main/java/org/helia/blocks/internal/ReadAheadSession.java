package org.helia.blocks.internal;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.helia.api.block.Block;
import org.helia.api.block.BlockSession;
import org.helia.api.block.FetchOptions;
import org.helia.multiformats.Cid;
import org.jspecify.annotations.Nullable;

/**
 * Reads ahead: looks into the stores on worker threads, which also spreads the hashing over all
 * cores, and keeps many blocks wanted outside. Holds a bounded number of blocks and of bytes; a
 * block that is not there yet counts with the size that it probably has. One that turns out larger
 * and finds no room goes into the store alone. When there is no room, blocks go that the reader has
 * stopped naming: it has gone elsewhere and may never ask for them.
 */
final class ReadAheadSession implements BlockSession {
  /** How many bytes one session may hold. */
  static final long MAX_BYTES = 32L * 1024 * 1024;

  private final BlockReader reader;
  private final FetchOptions options;
  private final ReadAheadBudget budget;
  private final Window window;
  private final Runnable whenClosed;
  private final LazyOutside outside;
  private final Lookups lookups;
  private final Map<Cid, Ahead> ahead = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** How often a block was asked for. */
  private final AtomicLong gets = new AtomicLong();

  private final AtomicLong forgotAt = new AtomicLong();

  /** Those that are named later have higher ones. */
  private final AtomicLong numbers = new AtomicLong();

  ReadAheadSession(
      BlockReader reader,
      FetchOptions options,
      Executor workers,
      ReadAheadBudget budget,
      Window window,
      Runnable whenClosed) {
    this.reader = reader;
    this.options = options;
    this.budget = budget;
    this.window = window;
    this.whenClosed = whenClosed;
    this.outside = reader.outside(options);
    this.lookups = new Lookups(workers);
  }

  @Override
  public int readAhead() {
    return window.blocks();
  }

  @Override
  public void expectDag(Cid root) {
    if (!closed && !options.offline()) {
      outside.expectDag(root);
    }
  }

  @Override
  public void prefetch(Cid cid) {
    if (closed || BlockReader.isInline(cid.multihash())) {
      return;
    }
    Ahead known = ahead.get(cid);
    if (known != null) {
      known.namedAt = gets.get();
      return;
    }
    int estimate = window.estimate();
    if (!takeRoom(estimate)) {
      forgetStale();
      if (!takeRoom(estimate)) {
        return;
      }
    }
    Ahead next = new Ahead(cid, estimate);
    if (ahead.putIfAbsent(cid, next) != null) {
      next.drop();
      return;
    }
    if (!lookups.add(next)) {
      // The node is stopping; the get will say so.
      ahead.remove(cid);
      next.drop();
    }
  }

  @Override
  public Optional<Block> peek(Cid cid) {
    Ahead known = ahead.get(cid);
    return known == null ? Optional.empty() : known.peek();
  }

  private boolean takeRoom(int estimate) {
    return ahead.size() < window.blocks() && budget.take(estimate);
  }

  /**
   * A reader that goes on in order names its next blocks before each get, or at the latest when
   * half of them are used up; the one it is about to get it names no more.
   */
  private void forgetStale() {
    long now = gets.get();
    if (forgotAt.getAndSet(now) == now) {
      return;
    }
    long namedSince = now - 1 - window.blocks() / 2;
    ahead
        .values()
        .removeIf(
            pending -> {
              boolean stale = pending.namedAt < namedSince;
              if (stale) {
                pending.drop();
              }
              return stale;
            });
  }

  @Override
  public Block get(Cid cid) {
    if (closed) {
      throw new IllegalStateException("the session is closed");
    }
    gets.incrementAndGet();
    @Nullable Ahead pending = ahead.remove(cid);
    Optional<Block> block = pending == null ? Optional.empty() : pending.take();
    return block.isPresent() ? block.get() : read(cid);
  }

  /** Reads what nobody has named in time: more at once would have spared the wait. */
  private Block read(Cid cid) {
    Block block = reader.get(cid, options, outside);
    if (outside.isOpen()) {
      window.wentOutside();
      window.stalled();
    }
    return block;
  }

  @Override
  public void close() {
    closed = true;
    ahead.values().forEach(Ahead::drop);
    ahead.clear();
    outside.close();
    whenClosed.run();
  }

  /**
   * Blocks are larger than they were taken for, so fewer may be under way. Those that were named
   * last are probably on nobody's way yet; taking back others brings them twice.
   */
  private void keepWhatFits(Ahead come) {
    int more = ahead.size() - window.blocks();
    if (more > 0) {
      ahead.values().stream()
          .filter(each -> each != come && !each.isDone())
          .sorted(Comparator.comparingLong((Ahead each) -> each.number).reversed())
          .limit(more)
          .toList()
          .forEach(this::forget);
    }
  }

  private void forget(Ahead pending) {
    if (ahead.remove(pending.cid(), pending)) {
      pending.drop();
    }
  }

  /** There is no memory for what has come: nothing more may. */
  private void takeAllBack() {
    ahead.values().forEach(Read::takeBack);
  }

  /** A block on its way, and the room that it takes. */
  private final class Ahead extends Read {
    private final long number = numbers.getAndIncrement();
    private volatile long namedAt = gets.get();
    private volatile long room;
    private boolean held = true;

    /**
     * @param room what was taken of the budget for it
     */
    Ahead(Cid cid, long room) {
      super(reader, cid, options, outside);
      this.room = room;
    }

    @Override
    void sized(int bytes) {
      window.sized(bytes);
      if (bytes > room) {
        keepWhatFits(this);
      }
      if (!fits(bytes)) {
        takeAllBack();
      }
    }

    private synchronized boolean fits(int bytes) {
      if (room == 0) {
        return true;
      }
      held = bytes <= room || budget.take(bytes - room);
      long freed = held ? Math.max(0, room - bytes) : room;
      budget.giveBack(freed);
      room = held ? bytes : 0;
      return held;
    }

    @Override
    synchronized boolean isHeld() {
      return held;
    }

    /** The block, for the reader; does the work itself if no worker has begun. */
    Optional<Block> take() {
      Deadline deadline = Deadline.in(options.timeout());
      begin();
      try {
        if (!isDone() && isOutside()) {
          window.wentOutside();
          window.stalled();
        }
        return join(deadline);
      } finally {
        giveBack();
      }
    }

    void drop() {
      takeBack();
      giveBack();
    }

    private synchronized void giveBack() {
      budget.giveBack(room);
      room = 0;
    }
  }
}
