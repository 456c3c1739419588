package org.helia.platform;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/**
 * The threads that do blocking work: virtual ones where the JVM has them (Java 21 and newer), a
 * bounded pool where it has not. The one place that makes this choice.
 *
 * <p>Callers bound how much they have under way; the pool's own queue is only the last resort, and
 * when it is full the caller's thread does the work itself.
 */
public final class Workers {
  private static final int QUEUED_PER_THREAD = 64;
  private static final long IDLE_SECONDS = 30;

  private Workers() {}

  /** How many pieces of computing work can really run at once. */
  public static int parallelism() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * Opens an executor for work that blocks or computes.
   *
   * @param name what its threads are called, as in "helia-blocks"
   * @param threads how many platform threads at most, where there are no virtual ones
   * @return to be shut down by the caller
   */
  public static ExecutorService open(String name, int threads) {
    try {
      return virtual(name);
    } catch (ReflectiveOperationException e) {
      return pooled(name, threads);
    }
  }

  /**
   * Opens one thread of its own, never a virtual one: for work that goes in order, where no
   * caller's interrupt may reach it.
   *
   * @param name what the thread is called
   * @return to be shut down by the caller
   */
  public static ExecutorService single(String name) {
    return Executors.newSingleThreadExecutor(namedDaemons(name));
  }

  /**
   * As {@link #single}, for work that may be put off; what is still put off at the shutdown is
   * dropped.
   */
  public static ScheduledExecutorService timer(String name) {
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, namedDaemons(name));
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    timer.setRemoveOnCancelPolicy(true); // A deadline that was kept must not hold what it was for.
    return timer;
  }

  /** Java 17 compiles this, so the methods that came with Java 21 are found by name. */
  private static ExecutorService virtual(String name) throws ReflectiveOperationException {
    Class<?> builderType = Class.forName("java.lang.Thread$Builder");
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    builder =
        builderType.getMethod("name", String.class, long.class).invoke(builder, name + "-", 0L);
    ThreadFactory factory = (ThreadFactory) builderType.getMethod("factory").invoke(builder);
    Object executor =
        Executors.class
            .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
            .invoke(null, factory);
    if (executor instanceof ExecutorService service) {
      return service;
    }
    throw new InvocationTargetException(null, "not an executor: " + executor);
  }

  private static ExecutorService pooled(String name, int threads) {
    Handover handover = new Handover(threads * QUEUED_PER_THREAD);
    return new ThreadPoolExecutor(
        0,
        threads,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        handover,
        namedDaemons(name),
        handover::queueOrRun);
  }

  /**
   * Gives a task to a thread that waits for one. The pool makes a new thread only if there is none;
   * with any other queue it would make all that it may before it used one twice. What comes while
   * all threads work is queued.
   */
  private static final class Handover extends LinkedTransferQueue<Runnable> {
    private static final long serialVersionUID = 1L;

    private final int most;

    Handover(int most) {
      this.most = most;
    }

    @Override
    public boolean offer(Runnable task) {
      return tryTransfer(task);
    }

    /**
     * Called when all threads work. Unlike the JDK's own policies it never drops a task in silence,
     * which somebody might wait for.
     */
    void queueOrRun(Runnable task, ThreadPoolExecutor pool) {
      rejectIf(pool.isShutdown());
      if (size() >= most) {
        task.run();
        return;
      }
      put(task);
      rejectIf(pool.isShutdown() && remove(task));
    }

    private static void rejectIf(boolean shutDown) {
      if (shutDown) {
        throw new RejectedExecutionException("the executor is shut down");
      }
    }
  }

  private static ThreadFactory namedDaemons(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.getAndIncrement());
      thread.setDaemon(true);
      thread.setUncaughtExceptionHandler(
          (failed, error) ->
              LoggerFactory.getLogger(Workers.class)
                  .error("thread {} ended by an error that nobody handled", failed, error));
      return thread;
    };
  }
}
