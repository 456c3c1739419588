package org.helia.blocks.internal;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.helia.api.CancelledException;
import org.helia.api.block.Block;
import org.helia.api.block.BlockException;
import org.helia.api.block.FetchOptions;
import org.helia.api.block.FetchedBlock;
import org.helia.multiformats.Cid;
import org.jspecify.annotations.Nullable;

/**
 * One block for one reader: out of the blockstores or, when none has it, from outside. Begun by
 * whoever comes first, the reader or a worker ahead of it.
 */
class Read implements Fetch.Outcome, Arrivals.Stored {
  private final BlockReader reader;
  private final Cid cid;
  private final FetchOptions options;
  private final Supplier<Outside> outside;
  private final AtomicBoolean begun = new AtomicBoolean();

  /** Empty when the block is in a store, but there was no room to hold it. */
  private final CompletableFuture<Optional<Block>> result = new CompletableFuture<>();

  private volatile @Nullable Fetch fetch;
  private volatile @Nullable LocalRead miss;

  /**
   * @param outside asked for when no store has the block
   */
  Read(BlockReader reader, Cid cid, FetchOptions options, Supplier<Outside> outside) {
    this.reader = reader;
    this.cid = cid;
    this.options = options;
    this.outside = outside;
  }

  Cid cid() {
    return cid;
  }

  boolean isDone() {
    return result.isDone();
  }

  /** The block, if it is here. */
  Optional<Block> peek() {
    return result.isDone() && !result.isCompletedExceptionally()
        ? result.getNow(Optional.empty())
        : Optional.empty();
  }

  /** Whether others have been asked. */
  boolean isOutside() {
    return fetch != null;
  }

  /** Looks into the stores, and asks others if it must. Only the first call does anything. */
  void begin() {
    if (result.isDone() || !begun.compareAndSet(false, true)) {
      return;
    }
    try {
      Inquiry inquiry = new Inquiry();
      LocalRead local = reader.localRead(cid);
      Optional<byte[]> block = reader.local(local, options, inquiry);
      if (block.isPresent()) {
        sized(block.get().length);
        stored(block.get());
      } else {
        fetch(local, inquiry);
      }
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  /** Asks others for a block that no store has. */
  void fetch(LocalRead local, Inquiry inquiry) {
    miss = local;
    fetch = outside.get().fetch(cid, local, inquiry, this);
    if (result.isDone()) {
      cancelFetch();
    }
  }

  /** Its size is known now, shortly before the block is. */
  void sized(int bytes) {}

  /** Whether there is room to hold the block until the reader asks for it. */
  boolean isHeld() {
    return true;
  }

  @Override
  public void arrived(String broker, FetchedBlock block) {
    sized(block.block().block().size());
    LocalRead local = Objects.requireNonNull(miss, "fetched without a look into the stores");
    reader.arrivals().store(new Arrivals.Arrival(broker, block, local, options.listener(), this));
  }

  @Override
  public void stored(byte[] bytes) {
    result.complete(isHeld() ? Optional.of(Block.of(cid, bytes)) : Optional.empty());
  }

  @Override
  public void failed(RuntimeException error) {
    result.completeExceptionally(error);
  }

  /** Gives it up, unless it is done. Whoever waits, or comes later, has to begin anew. */
  void takeBack() {
    if (result.complete(Optional.empty())) {
      cancelFetch();
    }
  }

  private void cancelFetch() {
    Fetch now = fetch;
    if (now != null) {
      now.cancel();
    }
  }

  /**
   * Waits for the block.
   *
   * @return empty when it was taken back, or could not be held: begin anew
   * @throws BlockException when it is not to be had, or not in time
   * @throws CancelledException when the thread was interrupted
   */
  Optional<Block> join(Deadline deadline) {
    try {
      return result.get(deadline.leftNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return late(e);
    } catch (InterruptedException e) {
      takeBack();
      throw CancelledException.interrupted("reading block " + cid);
    } catch (ExecutionException e) {
      throw asRuntime(e.getCause());
    }
  }

  private Optional<Block> late(TimeoutException e) {
    Fetch now = fetch;
    if (now != null) {
      now.late();
    }
    try {
      return result.getNow(Optional.empty()).map(Optional::of).orElseThrow(() -> slowStore(e));
    } catch (CompletionException failed) {
      throw asRuntime(failed.getCause());
    }
  }

  private BlockException slowStore(TimeoutException e) {
    takeBack();
    return new BlockException(
        "reading block %s was given up after %d ms: the blockstores take too long"
            .formatted(cid, options.timeout().toMillis()),
        e);
  }

  private RuntimeException asRuntime(@Nullable Throwable error) {
    if (error instanceof RuntimeException known) {
      return known;
    }
    BlockException wrapper = new BlockException("reading block " + cid + " failed");
    if (error != null) {
      wrapper.initCause(error);
    }
    return wrapper;
  }
}
