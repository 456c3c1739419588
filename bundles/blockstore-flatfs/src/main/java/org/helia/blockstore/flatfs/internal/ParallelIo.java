package org.helia.blockstore.flatfs.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Does the same with many files, several at once: a disk makes eight files durable in little more
 * time than one.
 */
final class ParallelIo {
  /** With more, nothing became faster. */
  static final int THREADS = 8;

  private final Executor executor;

  /**
   * @param executor has {@link #THREADS} threads; what runs there waits for nothing but the disk
   */
  ParallelIo(Executor executor) {
    this.executor = executor;
  }

  /**
   * Does the step with each item and returns when all is done. After a failure nothing more is
   * begun.
   *
   * @throws IOException the first failure; others are suppressed in it
   */
  <T> void forEach(Collection<T> items, Step<T> step) throws IOException {
    Queue<T> left = new ConcurrentLinkedQueue<>(items);
    List<FutureTask<?>> tasks = new ArrayList<>();
    for (int i = 0; i < Math.min(THREADS, items.size()); i++) {
      tasks.add(new FutureTask<>(() -> drain(left, step)));
    }
    tasks.forEach(executor::execute);
    IOException failure = null;
    for (FutureTask<?> task : tasks) {
      try {
        await(task);
      } catch (IOException e) {
        failure = join(failure, e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static IOException join(@Nullable IOException first, IOException other) {
    if (first == null) {
      return other;
    }
    if (first != other) {
      first.addSuppressed(other);
    }
    return first;
  }

  private static <T> @Nullable Void drain(Queue<T> left, Step<T> step) throws IOException {
    try {
      for (T item = left.poll(); item != null; item = left.poll()) {
        step.run(item);
      }
      return null;
    } finally {
      // After a failure there is still something in it.
      left.clear();
    }
  }

  private static void await(FutureTask<?> task) throws IOException {
    try {
      task.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw cause instanceof IOException failure ? failure : new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while files were written");
    }
  }

  /** What is done with each item. */
  @FunctionalInterface
  interface Step<T> {
    void run(T item) throws IOException;
  }
}
