package org.helia.testkit.concurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a task in several threads that set off at the same moment. */
public final class Together {
  /** How long all of them may take, in seconds. */
  public static final long MAX_WAIT_SECONDS = 60;

  private Together() {}

  /**
   * Runs the task once in each thread and returns when all have ended.
   *
   * @param threads how many
   * @param task gets the number of its thread, from 0
   * @throws AssertionError when one of them failed; the causes are attached
   */
  public static void run(int threads, Background.Step task) throws InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        running.add(
            executor.submit(
                () -> {
                  start.await();
                  task.run(number);
                  return null;
                }));
      }
      await(running);
    } finally {
      executor.shutdownNow();
    }
  }

  private static void await(List<Future<?>> running) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_WAIT_SECONDS);
    List<Throwable> failures = new ArrayList<>();
    for (Future<?> one : running) {
      try {
        one.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (ExecutionException e) {
        failures.add(e.getCause());
      } catch (TimeoutException e) {
        failures.add(e);
      }
    }
    rethrow(failures);
  }

  static void rethrow(List<Throwable> failures) {
    if (failures.isEmpty()) {
      return;
    }
    AssertionError error =
        new AssertionError(
            "%d threads failed, the first with %s".formatted(failures.size(), failures.get(0)),
            failures.get(0));
    failures.stream().skip(1).forEach(error::addSuppressed);
    throw error;
  }
}
