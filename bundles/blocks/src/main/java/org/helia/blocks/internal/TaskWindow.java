package org.helia.blocks.internal;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.helia.api.CancelledException;
import org.helia.api.block.BlockException;
import org.jspecify.annotations.Nullable;

/**
 * Runs many small tasks on worker threads, a bounded number at a time. The first that fails ends
 * the whole: its error is thrown by the next {@link #submit} or by {@link #finish}, and tasks that
 * have not begun are dropped.
 */
final class TaskWindow implements AutoCloseable {
  private final String what;
  private final ExecutorService workers;
  private final int width;
  private final Semaphore room;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean closed;

  /**
   * @param what the whole work, as errors call it
   * @param width how many tasks may be under way
   */
  TaskWindow(String what, ExecutorService workers, int width) {
    this.what = what;
    this.workers = workers;
    this.width = width;
    this.room = new Semaphore(width);
  }

  /**
   * Waits for room and starts a task.
   *
   * @throws CancelledException when the thread was interrupted
   */
  void submit(Runnable task) {
    acquire(1);
    try {
      rethrow();
      workers.execute(() -> run(task));
    } catch (RejectedExecutionException e) {
      room.release();
      throw new BlockException("the node is stopping: " + what + " was given up", e);
    } catch (RuntimeException e) {
      room.release();
      throw e;
    }
  }

  private void run(Runnable task) {
    try {
      if (!closed && failure.get() == null) {
        task.run();
      }
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    } finally {
      room.release();
    }
  }

  /**
   * Waits until all tasks have ended.
   *
   * @throws CancelledException when the thread was interrupted
   */
  void finish() {
    acquire(width);
    room.release(width);
    rethrow();
  }

  private void acquire(int permits) {
    try {
      room.acquire(permits);
    } catch (InterruptedException e) {
      throw CancelledException.interrupted(what);
    }
  }

  private void rethrow() {
    Throwable error = failure.get();
    if (error instanceof RuntimeException known) {
      throw known;
    }
    if (error != null) {
      throw new BlockException(what + " failed", error);
    }
  }

  /** Drops what has not begun. What runs ends by itself. */
  @Override
  public void close() {
    closed = true;
  }
}
