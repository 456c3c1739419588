package org.helia.blocks.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.helia.api.CancelledException;
import org.helia.api.block.Block;
import org.helia.api.block.BlockException;
import org.helia.api.block.BlockSession;
import org.helia.api.block.FetchOptions;
import org.helia.multiformats.Cid;
import org.jspecify.annotations.Nullable;

/**
 * Reads ahead on worker threads, which also spreads the hashing over all cores. Holds a bounded
 * number of blocks and of bytes; a block that is not there yet counts with the largest size that
 * may come. When there is no room, blocks go that the reader has stopped naming: it has gone
 * elsewhere and may never ask for them.
 */
final class ReadAheadSession implements BlockSession {
  /** How many bytes one session may hold. */
  static final long MAX_BYTES = 32L * 1024 * 1024;

  private final BlockReader reader;
  private final FetchOptions options;
  private final ExecutorService workers;
  private final ReadAheadBudget budget;
  private final int maxBlocks;
  private final Runnable whenClosed;
  private final Map<Cid, Ahead> ahead = new HashMap<>();
  private boolean closed;

  /** How often a block was asked for. */
  private long gets;

  private long forgotAt;

  ReadAheadSession(
      BlockReader reader,
      FetchOptions options,
      ExecutorService workers,
      ReadAheadBudget budget,
      int maxBlocks,
      Runnable whenClosed) {
    this.reader = reader;
    this.options = options;
    this.workers = workers;
    this.budget = budget;
    this.maxBlocks = maxBlocks;
    this.whenClosed = whenClosed;
  }

  @Override
  public int readAhead() {
    return maxBlocks;
  }

  @Override
  public void prefetch(Cid cid) {
    if (closed || isInline(cid)) {
      return;
    }
    Ahead known = ahead.get(cid);
    if (known != null) {
      known.namedAt = gets;
      return;
    }
    if (!takeRoom()) {
      forgetStale();
      if (!takeRoom()) {
        return;
      }
    }
    Ahead next = new Ahead(cid);
    try {
      workers.execute(next);
      ahead.put(cid, next);
    } catch (RejectedExecutionException e) {
      // The node is stopping; the get will say so.
      next.giveBack();
    }
  }

  private boolean takeRoom() {
    return ahead.size() < maxBlocks && budget.take(Block.MAX_OUTSIDE_BYTES);
  }

  /**
   * A reader that goes on in order names its next blocks before each get, or at the latest when
   * half of them are used up; the one it is about to get it names no more.
   */
  private void forgetStale() {
    if (forgotAt == gets) {
      return;
    }
    forgotAt = gets;
    ahead
        .values()
        .removeIf(
            pending -> {
              boolean stale = pending.namedAt < gets - 1 - maxBlocks / 2;
              if (stale) {
                pending.cancel();
              }
              return stale;
            });
  }

  private static boolean isInline(Cid cid) {
    return BlockReader.isInline(cid.multihash());
  }

  @Override
  public Block get(Cid cid) {
    if (closed) {
      throw new IllegalStateException("the session is closed");
    }
    gets++;
    @Nullable Ahead pending = ahead.remove(cid);
    return pending == null ? reader.get(cid, options) : pending.join();
  }

  @Override
  public void close() {
    closed = true;
    ahead.values().forEach(Ahead::cancel);
    ahead.clear();
    whenClosed.run();
  }

  /** A block on its way, and the room that it takes. */
  private final class Ahead extends FutureTask<Block> {
    private final Cid cid;
    private final AtomicLong held = new AtomicLong(Block.MAX_OUTSIDE_BYTES);
    private long namedAt = gets;

    Ahead(Cid cid) {
      super(() -> reader.get(cid, options));
      this.cid = cid;
    }

    @Override
    protected void set(Block block) {
      long before = held.getAndUpdate(now -> Math.min(now, block.size()));
      budget.giveBack(Math.max(0, before - block.size()));
      super.set(block);
    }

    @Override
    protected void setException(Throwable error) {
      giveBack();
      super.setException(error);
    }

    /** Does the work itself if no worker has begun. */
    Block join() {
      try {
        run();
        return get();
      } catch (InterruptedException e) {
        cancel(true);
        throw CancelledException.interrupted("reading block " + cid);
      } catch (CancellationException e) {
        throw new BlockException("reading block " + cid + " was given up", e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException error) {
          throw error;
        }
        throw new BlockException("reading block " + cid + " failed", e);
      } finally {
        giveBack();
      }
    }

    void cancel() {
      cancel(true);
      giveBack();
    }

    void giveBack() {
      budget.giveBack(held.getAndSet(0));
    }
  }
}
