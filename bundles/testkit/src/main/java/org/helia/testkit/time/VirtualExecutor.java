package org.helia.testkit.time;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs tasks on counted threads, in the order in which they come, as many as there are. */
class VirtualExecutor extends AbstractExecutorService {
  private final VirtualTime time;
  private final Set<Thread> running = new LinkedHashSet<>();
  private final Deque<Runnable> queued = new ArrayDeque<>();
  private final VirtualGate ended;
  private boolean shut;

  VirtualExecutor(VirtualTime time) {
    this.time = time;
    this.ended = new VirtualGate(time);
  }

  VirtualTime time() {
    return time;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (running) {
      if (shut) {
        throw new RejectedExecutionException("the executor is shut down");
      }
      queued.add(task);
    }
    time.turns().execute(() -> run(task));
  }

  private void run(Runnable task) {
    synchronized (running) {
      if (!queued.removeFirstOccurrence(task)) {
        return;
      }
      running.add(Thread.currentThread());
    }
    try {
      task.run();
    } finally {
      synchronized (running) {
        running.remove(Thread.currentThread());
      }
      openIfEnded();
    }
  }

  private void openIfEnded() {
    if (isTerminated()) {
      ended.open();
    }
  }

  @Override
  public void shutdown() {
    synchronized (running) {
      shut = true;
    }
    openIfEnded();
  }

  @Override
  public List<Runnable> shutdownNow() {
    List<Runnable> dropped;
    synchronized (running) {
      shut = true;
      dropped = List.copyOf(queued);
      queued.clear();
      running.forEach(Thread::interrupt);
    }
    openIfEnded();
    return dropped;
  }

  @Override
  public boolean isShutdown() {
    synchronized (running) {
      return shut;
    }
  }

  @Override
  public boolean isTerminated() {
    synchronized (running) {
      return shut && running.isEmpty() && queued.isEmpty();
    }
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return ended.await(unit.toNanos(timeout));
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Callable<T> task) {
    return new VirtualTask<>(time, task);
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Runnable task, @Nullable T value) {
    return new VirtualTask<>(
        time,
        () -> {
          task.run();
          return value;
        });
  }
}
