package org.helia.datastore.mvstore.internal;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.helia.api.CancelledException;
import org.helia.api.store.DatastoreClosedException;
import org.helia.api.store.DatastoreException;
import org.helia.platform.Workers;

/**
 * The one thread that touches the file. Java closes a file channel when a thread is interrupted in
 * it, and a caller of ours may be interrupted at any time; this thread never is.
 *
 * <p>What it has to do is bounded by the number of callers, each of which waits for its answer.
 */
final class FileThread {
  private final String store;
  private final ExecutorService thread;

  /**
   * @param store the store's name, for errors
   */
  FileThread(String store) {
    this.store = store;
    this.thread = Workers.single("helia-datastore-" + store);
  }

  /**
   * Has something read.
   *
   * @throws CancelledException when the caller was interrupted
   * @throws DatastoreClosedException after {@link #close}
   */
  <R> R read(Callable<R> task) {
    Future<R> answer = submit(task);
    try {
      return answer.get();
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("reading datastore " + store);
    } catch (ExecutionException e) {
      throw unwrapped(e);
    }
  }

  /**
   * Has something changed. An interrupted caller waits for the end of it, too, so that it knows
   * what came of it.
   */
  <R> R change(Callable<R> task) {
    Future<R> answer = submit(task);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return answer.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private <R> Future<R> submit(Callable<R> task) {
    try {
      return thread.submit(task);
    } catch (RejectedExecutionException e) {
      throw new DatastoreClosedException(store);
    }
  }

  private RuntimeException unwrapped(ExecutionException e) {
    return e.getCause() instanceof RuntimeException known
        ? known
        : new DatastoreException("datastore " + store + " failed: " + e.getCause(), e);
  }

  /** Does what is left, then this as the last; refuses everything from now on. */
  void close(Runnable last) {
    Future<?> done;
    synchronized (this) {
      if (thread.isShutdown()) {
        return;
      }
      done = thread.submit(last);
      thread.shutdown();
    }
    boolean interrupted = false;
    while (!done.isDone()) {
      try {
        done.get();
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        throw unwrapped(e);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
