package org.helia.mfs.internal;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.helia.api.CancelledException;
import org.helia.api.block.BlockWriter;
import org.helia.api.mfs.MfsClosedException;
import org.helia.api.mfs.MfsException;
import org.helia.multiformats.Cid;
import org.helia.platform.Workers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The root, and the order in which it changes. Changes happen under one lock, in memory and in
 * visible blocks; a thread of its own makes them durable, all that have come meanwhile at once:
 * first the blocks, then the record of the root. So the record never names a block that a crash
 * could lose, and many writers share one flush of the disk.
 *
 * <p>When changes cannot be made durable, the root goes back to the last durable one, and those who
 * wait for any of the changes since get the error.
 */
final class MutableRoot implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MutableRoot.class);

  /** Makes one change. */
  @FunctionalInterface
  interface Change {
    /**
     * @param root what to change
     * @return the new root
     */
    Cid apply(Cid root, Batch batch);
  }

  /** How long a change is waited for to become durable: a disk that takes longer is broken. */
  private static final Duration MAX_COMMIT = Duration.ofMinutes(5);

  private final Supplier<BlockWriter> writers;
  private final RootRecord record;
  private final Duration flushDelay;
  private final int maxUnflushed;
  private final ScheduledExecutorService committer;

  /** Held while the root changes, and never while the disk is waited for. */
  private final ReentrantLock lock = new ReentrantLock();

  private volatile Cid root;
  private volatile Cid durableRoot;
  private volatile boolean closed;
  private @Nullable Batch open;

  /** What the committer is making durable. */
  private @Nullable Batch committing;

  /**
   * @param initial the recorded root
   */
  MutableRoot(Supplier<BlockWriter> writers, RootRecord record, Cid initial, Settings settings) {
    this.writers = writers;
    this.record = record;
    this.root = initial;
    this.durableRoot = initial;
    this.flushDelay = settings.flushDelay();
    this.maxUnflushed = settings.maxUnflushedChanges();
    // Closing commits at once what a delayed task would commit later.
    this.committer = Workers.timer("helia-mfs");
  }

  /** The root as it is now. */
  Cid now() {
    requireOpen();
    return root;
  }

  /** The root that a crash would leave. */
  Cid durable() {
    return durableRoot;
  }

  /**
   * Makes a change in its turn. A change that fails leaves the root as it is.
   *
   * @param flush whether to wait until it is durable
   */
  void change(Change change, boolean flush) {
    Batch batch;
    enter();
    try {
      requireOpen();
      batch = open == null ? begin() : open;
      root = change.apply(root, batch);
      batch.changed(root);
      if (batch.changes() == 1) {
        commitLater();
      }
    } finally {
      dropUnused();
      lock.unlock();
    }
    if (flush || batch.changes() >= maxUnflushed) {
      commitNow();
      await(batch);
    }
  }

  /** A writer that is left open would hold up those who replace the blockstore. */
  private void dropUnused() {
    Batch batch = open;
    if (batch != null && batch.changes() == 0) {
      open = null;
      batch.close();
    }
  }

  private void enter() {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("waiting for other writers");
    }
  }

  private Batch begin() {
    Batch batch = new Batch(writers.get(), root);
    open = batch;
    return batch;
  }

  private void requireOpen() {
    if (closed) {
      throw new MfsClosedException();
    }
  }

  /** Makes all changes durable; returns the root that is. */
  Cid flush() {
    Batch last;
    enter();
    try {
      requireOpen();
      last = open != null ? open : committing;
    } finally {
      lock.unlock();
    }
    if (last == null) {
      return durableRoot;
    }
    commitNow();
    return await(last);
  }

  private void commitNow() {
    try {
      committer.execute(this::commit);
    } catch (RejectedExecutionException e) {
      // Closing commits what is left, and whoever waits learns it from the batch.
      LOG.debug("the root is being closed", e);
    }
  }

  private void commitLater() {
    committer.schedule(this::commit, flushDelay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Cid await(Batch batch) {
    try {
      return batch.durable().get(MAX_COMMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("making a change durable");
    } catch (TimeoutException e) {
      throw new MfsException(
          "the change is not durable after %d s; it still may become so"
              .formatted(MAX_COMMIT.toSeconds()),
          e);
    } catch (ExecutionException e) {
      throw new MfsException(
          "the change was taken back, as it cannot be made durable",
          e.getCause() == null ? e : e.getCause());
    }
  }

  /** Runs on the committer's thread, and at the end on the one that closes. */
  private void commit() {
    Batch batch = take();
    if (batch == null) {
      return;
    }
    try {
      batch.blocks().commit();
      record.save(batch.root());
      durableRoot = batch.root();
      batch.durable().complete(batch.root());
    } catch (RuntimeException e) {
      // Whatever it is, those who wait must learn it.
      takeBack(batch, e);
    } finally {
      batch.close();
      committed();
    }
  }

  private @Nullable Batch take() {
    lock.lock();
    try {
      Batch batch = open;
      open = null;
      committing = batch;
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void committed() {
    lock.lock();
    try {
      committing = null;
    } finally {
      lock.unlock();
    }
  }

  /** Later changes were made on top of those that failed, so they go, too. */
  private void takeBack(Batch failed, RuntimeException reason) {
    LOG.warn(
        "{} changes of the mutable file system cannot be made durable and are taken back",
        failed.changes(),
        reason);
    lock.lock();
    try {
      root = durableRoot;
      Batch later = open;
      open = null;
      if (later != null) {
        later.durable().completeExceptionally(reason);
        later.close();
      }
    } finally {
      lock.unlock();
    }
    failed.durable().completeExceptionally(reason);
  }

  /** Makes everything durable and accepts no further changes. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    committer.shutdown();
    boolean interrupted = false;
    try {
      // The last commit of the thread has to end before another one may begin here.
      while (!committer.isTerminated()) {
        try {
          committer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      commit();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
