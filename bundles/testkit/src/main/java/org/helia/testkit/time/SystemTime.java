package org.helia.testkit.time;

import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The time of the system. */
final class SystemTime implements Timeline {
  private final Queue<ExecutorService> opened = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService events = timer();

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public ExecutorService executor() {
    ExecutorService executor = Executors.newCachedThreadPool(daemons("system-time"));
    opened.add(executor);
    return executor;
  }

  @Override
  public ScheduledExecutorService timer() {
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemons("system-timer"));
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    opened.add(timer);
    return timer;
  }

  @Override
  public void after(long nanos, Runnable task) {
    if (!events.isShutdown()) {
      events.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public Waiter waiter() {
    return new Parked(Thread.currentThread());
  }

  @Override
  public void close() {
    opened.forEach(ExecutorService::shutdownNow);
  }

  private static final class Parked implements Waiter {
    private final Thread thread;
    private volatile boolean woken;

    Parked(Thread thread) {
      this.thread = thread;
    }

    @Override
    public boolean await(long nanos) throws InterruptedException {
      long end = System.nanoTime() + nanos;
      while (!woken && end - System.nanoTime() > 0) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        LockSupport.parkNanos(this, end - System.nanoTime());
      }
      boolean was = woken;
      woken = false;
      return was;
    }

    @Override
    public void wake() {
      woken = true;
      LockSupport.unpark(thread);
    }
  }
}
