package org.helia.blockstore.flatfs.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.helia.api.CancelledException;

/**
 * Makes large blocks files under their names, in the order in which they come, while the next ones
 * are written. Only so many may be under way; then whoever puts waits for the disk.
 */
final class Staging {
  /** So often a put that waits looks whether the others wait in vain. */
  private static final long RETRY_MILLIS = 100;

  private final Disk disk;
  private final WriteGate gate;
  private final PendingBlocks pending;
  private final Shards shards;
  private final Executor executor;
  private final Duration patience;
  private final Semaphore places;
  private final Set<Staged> underWay = ConcurrentHashMap.newKeySet();

  /**
   * @param executor forces and renames
   */
  Staging(
      Disk disk,
      WriteGate gate,
      PendingBlocks pending,
      Shards shards,
      Executor executor,
      FlatfsLimits limits) {
    this.disk = disk;
    this.gate = gate;
    this.pending = pending;
    this.shards = shards;
    this.executor = executor;
    this.patience = limits.patience();
    this.places = new Semaphore(limits.stagedBlocks());
  }

  /** Takes a place, to be given to {@link #add} or back with {@link #release}. */
  void reserve() throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!tryReserve()) {
      retryFailed();
      if (System.nanoTime() - deadline > 0) {
        throw tooSlow();
      }
    }
  }

  private boolean tryReserve() {
    try {
      return places.tryAcquire() || places.tryAcquire(RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("waiting for the disk");
    }
  }

  private IOException tooSlow() {
    return new IOException(
        "the disk has made no block durable within %d s".formatted(patience.toSeconds()));
  }

  void release() {
    places.release();
  }

  /** Sends a block on its way. Readers find it already. */
  void add(Staged block) {
    underWay.add(block);
    executor.execute(() -> firstTry(block));
  }

  private void firstTry(Staged block) {
    try {
      makeFile(block);
    } catch (IOException e) {
      block.failed(e);
    } finally {
      block.tried().countDown();
    }
  }

  private void makeFile(Staged block) throws IOException {
    if (!block.isForced()) {
      gate.force(() -> disk.force(block.temp()));
      block.forced();
    }
    publish(block);
  }

  private void publish(Staged block) throws IOException {
    ReentrantLock lock = pending.lockOf(block.hash());
    lock.lock();
    try {
      if (pending.isCurrent(block)) {
        shards.publish(block.temp(), block.name());
        pending.remove(block);
      } else {
        disk.delete(block.temp());
      }
    } finally {
      lock.unlock();
    }
    if (underWay.remove(block)) {
      places.release();
    }
  }

  /** Returns when all blocks that were added before are files under their names. */
  void drain() throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    for (Staged block : List.copyOf(underWay)) {
      awaitTried(block, deadline - System.nanoTime());
    }
    retryFailed();
  }

  private void awaitTried(Staged block, long nanos) throws IOException {
    try {
      if (!block.tried().await(nanos, TimeUnit.NANOSECONDS)) {
        throw tooSlow();
      }
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("waiting for the disk");
    }
  }

  /** What failed was not the disk, or the gate would be closed: there may be room now. */
  private void retryFailed() throws IOException {
    for (Staged block : underWay) {
      IOException failure = block.failure();
      if (failure != null) {
        if (!gate.isOpen()) {
          throw failure;
        }
        makeFile(block);
      }
    }
  }
}
