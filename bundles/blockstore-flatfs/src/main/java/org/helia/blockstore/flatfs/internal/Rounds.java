package org.helia.blockstore.flatfs.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.helia.api.CancelledException;
import org.jspecify.annotations.Nullable;

/**
 * A step that serves all who asked for it before it began: while one round runs, those who come
 * share the next. It runs on a thread of its own, where no caller's interrupt reaches it.
 */
final class Rounds {
  private final String what;
  private final Executor executor;
  private final Duration patience;
  private final IoStep step;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable CompletableFuture<@Nullable Void> next;
  private boolean running;

  /**
   * @param what the step, for errors, as in "sync"
   * @param executor has a thread for this
   */
  Rounds(String what, Executor executor, Duration patience, IoStep step) {
    this.what = what;
    this.executor = executor;
    this.patience = patience;
    this.step = step;
  }

  /** Asks for a round and does not wait for it. */
  @SuppressWarnings("FutureReturnValueIgnored") // The step itself logs its failure.
  void request() {
    join();
  }

  /** A round that begins after this call. */
  private CompletableFuture<@Nullable Void> join() {
    lock.lock();
    try {
      CompletableFuture<@Nullable Void> mine = next;
      if (mine == null) {
        mine = new CompletableFuture<>();
        next = mine;
        if (!running) {
          running = true;
          executor.execute(this::runAll);
        }
      }
      return mine;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a round that begins after this call.
   *
   * @throws IOException when the step fails or takes longer than the patience
   */
  void await() throws IOException {
    try {
      join().get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw CancelledException.interrupted(what);
    } catch (TimeoutException e) {
      throw new IOException(
          "%s has not ended within %d s; it goes on".formatted(what, patience.toSeconds()), e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw cause instanceof IOException failure ? failure : new IOException(what + " failed", e);
    }
  }

  private void runAll() {
    for (CompletableFuture<@Nullable Void> round = take(); round != null; round = take()) {
      run(round);
    }
  }

  private @Nullable CompletableFuture<@Nullable Void> take() {
    lock.lock();
    try {
      CompletableFuture<@Nullable Void> round = next;
      next = null;
      running = round != null;
      return round;
    } finally {
      lock.unlock();
    }
  }

  private void run(CompletableFuture<@Nullable Void> round) {
    try {
      step.run();
      round.complete(null);
    } catch (Throwable e) {
      // Whatever it is belongs to those who wait.
      round.completeExceptionally(e);
    }
  }
}
