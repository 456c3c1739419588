package org.helia.unixfs.internal.add;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.helia.api.CancelledException;
import org.jspecify.annotations.Nullable;

/**
 * Does work on other threads, as much at once as its window allows, and hands the results over on
 * the caller's thread in the order in which the work was submitted. So what is built from the
 * results needs no locks and is the same however the threads ran.
 *
 * <p>One thread uses a pipeline. Results are handed over during {@link #submit}, {@link #then} and
 * {@link #finish}; an error of a piece of work is thrown from there in place of its result. The
 * work never waits for other work.
 */
final class OrderedPipeline implements AutoCloseable {
  /**
   * @param task null for a step without work
   * @param bytes what the work holds in memory
   */
  private record Step(@Nullable FutureTask<?> task, long bytes, Runnable then) {}

  private final ExecutorService workers;
  private final int maxTasks;
  private final long maxBytes;
  private final String what;
  private final Deque<Step> steps = new ArrayDeque<>();
  private volatile boolean abandoned;
  private int tasks;
  private long bytes;

  /**
   * @param maxTasks how many pieces of work may be under way
   * @param maxBytes how many bytes they may hold; a single piece may hold more
   * @param what what is cancelled when the thread is interrupted, as in "adding photos"
   */
  OrderedPipeline(ExecutorService workers, int maxTasks, long maxBytes, String what) {
    this.workers = workers;
    this.maxTasks = maxTasks;
    this.maxBytes = maxBytes;
    this.what = what;
  }

  /**
   * Starts a piece of work, after waiting for earlier ones until the window has room.
   *
   * @param holds how many bytes the work holds in memory
   * @param then given the result after all that was submitted before
   * @throws CancelledException when the thread is interrupted
   */
  <T> void submit(long holds, Callable<T> work, Consumer<? super T> then) {
    handOverFinished();
    while (tasks == maxTasks || (tasks > 0 && bytes + holds > maxBytes)) {
      handOverFirst();
    }
    FutureTask<T> task = new FutureTask<>(() -> abandoned ? null : work.call());
    tasks++;
    bytes += holds;
    steps.add(new Step(task, holds, () -> then.accept(result(task))));
    start(task);
  }

  /** Does something on this thread after all that was submitted before. */
  void then(Runnable step) {
    if (steps.isEmpty()) {
      step.run();
    } else {
      steps.add(new Step(null, 0, step));
    }
  }

  /** Waits for all work and hands over what is left. */
  void finish() {
    while (!steps.isEmpty()) {
      handOverFirst();
    }
  }

  private void handOverFinished() {
    CancelledException.checkpoint(what);
    for (Step first = steps.peek(); isFinished(first); first = steps.peek()) {
      handOverFirst();
    }
  }

  private static boolean isFinished(@Nullable Step step) {
    return step != null && (step.task() == null || step.task().isDone());
  }

  private void handOverFirst() {
    Step first = steps.element();
    if (first.task() != null) {
      await(first.task());
      tasks--;
      bytes -= first.bytes();
    }
    steps.remove();
    first.then().run();
  }

  private void await(FutureTask<?> task) {
    try {
      task.get();
    } catch (ExecutionException e) {
      throw asUnchecked(e.getCause());
    } catch (InterruptedException e) {
      throw CancelledException.interrupted(what);
    }
  }

  private static <T> T result(FutureTask<T> task) {
    try {
      return task.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("the task had been waited for", e);
    }
  }

  private static RuntimeException asUnchecked(@Nullable Throwable error) {
    if (error instanceof Error serious) {
      throw serious;
    }
    return error instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(error);
  }

  /** An executor that was shut down starts nothing; what it is late for is done right here. */
  private void start(FutureTask<?> task) {
    try {
      workers.execute(task);
    } catch (RejectedExecutionException e) {
      task.run();
    }
    if (workers.isShutdown()) {
      task.run();
    }
  }

  /** Gives up what has not begun and waits for what has, so that nothing runs behind the caller. */
  @Override
  public void close() {
    abandoned = true;
    boolean interrupted = false;
    while (!steps.isEmpty()) {
      FutureTask<?> task = steps.element().task();
      try {
        if (task != null) {
          task.get();
        }
        steps.remove();
      } catch (ExecutionException e) {
        steps.remove();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
