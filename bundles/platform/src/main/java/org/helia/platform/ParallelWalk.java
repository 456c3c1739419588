package org.helia.platform;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.helia.api.CancelledException;
import org.helia.api.HeliaException;
import org.jspecify.annotations.Nullable;

/**
 * Visits items that lead to further items, depth first, in several threads: the caller's and some
 * workers. Memory holds the items on the way from the first to those being visited and what hangs
 * beside that way. A walk can be paused and goes on where it stopped.
 *
 * @param <T> an item, as a node of a DAG; whoever finds items twice leaves one out
 */
public final class ParallelWalk<T> {
  /** Visits items, in one thread. */
  public interface Visitor<T> extends AutoCloseable {
    /**
     * Visits one item.
     *
     * @param found takes what it leads to
     */
    void visit(T item, Consumer<T> found);

    /**
     * Called before each visit with what this thread visits afterwards, the next one first, unless
     * others take it over.
     *
     * @param items to be read before this method returns
     */
    default void upcoming(T item, Iterable<T> items) {}

    /** There is nothing more to visit for this thread. */
    @Override
    default void close() {}
  }

  private final String what;
  private final ExecutorService workers;
  private final int width;
  private final Supplier<? extends Visitor<T>> visitors;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<T> pending = new ArrayDeque<>();

  /** Threads that are in the walk, and those of them that have nothing to do. */
  private int inside;

  private volatile int idle;
  private volatile boolean stopped;
  private @Nullable Throwable failure;

  /**
   * A walk that has not begun.
   *
   * @param what it is for, as errors call it
   * @param width how many threads visit, the caller's among them
   * @param visitors makes one for each thread
   */
  public ParallelWalk(
      String what, ExecutorService workers, int width, Supplier<? extends Visitor<T>> visitors) {
    this.what = what;
    this.workers = workers;
    this.width = width;
    this.visitors = visitors;
  }

  /** Adds items to begin with. Not while it runs. */
  public void start(Collection<T> items) {
    pending.addAll(items);
  }

  /**
   * Visits until nothing is left.
   *
   * @param pause asked before each visit; true: return soon and keep the rest
   * @return whether nothing is left
   * @throws CancelledException when the thread was interrupted; the rest is kept
   * @throws RuntimeException of a visit; the rest is kept, without that item
   */
  public boolean run(BooleanSupplier pause) {
    stopped = false;
    failure = null;
    List<Future<?>> helpers = new ArrayList<>();
    for (int i = 1; i < width; i++) {
      help(helpers, pause);
    }
    try {
      work(pause);
      awaitOthers();
    } finally {
      stopped = true;
      helpers.forEach(helper -> helper.cancel(true));
      awaitOthersStubbornly();
    }
    rethrow();
    CancelledException.checkpoint(what);
    return pending.isEmpty();
  }

  private void help(List<Future<?>> helpers, BooleanSupplier pause) {
    try {
      helpers.add(workers.submit(() -> work(pause)));
    } catch (RejectedExecutionException e) {
      // The node is stopping; the caller's thread will notice in its own way.
    }
  }

  private void work(BooleanSupplier pause) {
    if (!enter()) {
      return;
    }
    Deque<T> mine = new ArrayDeque<>();
    try (Visitor<T> visitor = visitors.get()) {
      while (!stopped && refill(mine)) {
        if (pause.getAsBoolean() || Thread.currentThread().isInterrupted()) {
          stopped = true;
        } else {
          T item = mine.pop();
          visitor.upcoming(item, mine);
          visitor.visit(item, mine::push);
          if (idle > 0 && mine.size() > 1) {
            share(mine);
          }
        }
      }
    } catch (Throwable e) {
      fail(e);
    } finally {
      leave(mine);
    }
  }

  private boolean enter() {
    lock.lock();
    try {
      if (stopped || (inside == 0 && pending.isEmpty())) {
        return false;
      }
      inside++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void leave(Deque<T> rest) {
    lock.lock();
    try {
      pending.addAll(rest);
      inside--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes an item of what others left, if the thread has none itself.
   *
   * @return false when there is nothing and nobody is there who might find something
   */
  private boolean refill(Deque<T> mine) {
    if (!mine.isEmpty()) {
      return true;
    }
    lock.lock();
    try {
      idle++;
      while (pending.isEmpty() && idle < inside && !stopped) {
        changed.awaitUninterruptibly();
      }
      idle--;
      if (stopped || pending.isEmpty()) {
        changed.signalAll();
        return false;
      }
      mine.push(pending.pop());
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Gives away the older half: what is nearer to the beginning leads to more. */
  private void share(Deque<T> mine) {
    lock.lock();
    try {
      for (int give = mine.size() / 2; give > 0; give--) {
        pending.push(mine.removeLast());
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void fail(Throwable error) {
    lock.lock();
    try {
      // What a cancelled helper throws only follows from the first error.
      if (failure == null) {
        failure = error;
      }
      stopped = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void awaitOthers() {
    lock.lock();
    try {
      while (inside > 0 && !stopped) {
        changed.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** They have been interrupted, and each visit has a deadline of its own. */
  private void awaitOthersStubbornly() {
    lock.lock();
    try {
      changed.signalAll();
      while (inside > 0) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void rethrow() {
    Throwable error = failure;
    if (error instanceof RuntimeException known) {
      throw known;
    }
    if (error instanceof Error fatal) {
      throw fatal;
    }
    if (error != null) {
      throw new HeliaException(what + " failed", error);
    }
  }
}
