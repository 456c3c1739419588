package org.helia.testkit.concurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Threads that repeat a step until they are told to stop. A thread that fails stops all of them,
 * and {@link #close} throws its error.
 */
public final class Background implements AutoCloseable {
  /** How long {@link #close} waits for the threads, in seconds. */
  public static final long MAX_WAIT_SECONDS = 60;

  private final List<Thread> threads = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();
  private final AtomicLong rounds = new AtomicLong();
  private final CountDownLatch everyThreadOnce;
  private volatile boolean stopped;

  private Background(int threads) {
    this.everyThreadOnce = new CountDownLatch(threads);
  }

  /**
   * Starts some threads, each of which repeats a step, and returns when each has done it once.
   *
   * @param threads how many
   * @param step gets the number of its thread, from 0
   * @throws IllegalStateException when a thread failed at once or took over {@value
   *     #MAX_WAIT_SECONDS} seconds for its first step
   */
  public static Background repeat(int threads, Step step) throws InterruptedException {
    Background background = new Background(threads);
    for (int number = 0; number < threads; number++) {
      background.start(number, step);
    }
    if (!background.everyThreadOnce.await(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
      background.close();
      throw new IllegalStateException("the first step took over " + MAX_WAIT_SECONDS + " s");
    }
    return background;
  }

  private void start(int number, Step step) {
    Thread thread = new Thread(() -> work(number, step), "background-" + number);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void work(int number, Step step) {
    try {
      boolean first = true;
      while (!stopped) {
        step.run(number);
        rounds.incrementAndGet();
        if (first) {
          everyThreadOnce.countDown();
          first = false;
        }
      }
    } catch (Throwable e) {
      failed(e);
    }
  }

  private void failed(Throwable error) {
    synchronized (failures) {
      failures.add(error);
    }
    stopped = true;
    while (everyThreadOnce.getCount() > 0) {
      everyThreadOnce.countDown();
    }
  }

  /** How often the step was done, by all threads together. */
  public long rounds() {
    return rounds.get();
  }

  /** Whether no thread has failed so far. */
  public boolean isWell() {
    synchronized (failures) {
      return failures.isEmpty();
    }
  }

  /**
   * Stops the threads after their present step.
   *
   * @throws AssertionError when one of them had failed or does not stop; the causes are attached
   */
  @Override
  public void close() throws InterruptedException {
    stopped = true;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_WAIT_SECONDS);
    for (Thread thread : threads) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      thread.join(Math.max(1, left));
      if (thread.isAlive()) {
        failed(stuck(thread));
        thread.interrupt();
      }
    }
    synchronized (failures) {
      Together.rethrow(failures);
    }
  }

  private static Throwable stuck(Thread thread) {
    AssertionError error = new AssertionError(thread.getName() + " does not stop");
    error.setStackTrace(thread.getStackTrace());
    return error;
  }

  /** What a thread repeats. */
  @FunctionalInterface
  public interface Step {
    /** One round; what it throws fails the test. */
    void run(int thread) throws Exception;
  }
}
