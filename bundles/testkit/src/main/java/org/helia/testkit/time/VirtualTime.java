package org.helia.testkit.time;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Time that passes only while everybody waits. Hours of it take as long as the work that is done in
 * them, and the same test does the same each time.
 *
 * <p>Counted threads are the one that makes the object (a test's) and those of {@link #executor}
 * and {@link #timer}. They take turns: one runs until it waits or ends, then the next in the order
 * in which they became ready. When none is ready, the clock jumps to the next event. So between two
 * calls that wait the test has the time for itself: nothing else runs.
 *
 * <p>What time knows to be waiting: {@link #sleep}, {@link #until}, {@link Waiter}, {@code get} of
 * the futures of its executors, {@link #blocking}, and whatever a network on this time waits for.
 *
 * <p>Limits:
 *
 * <ul>
 *   <li>A counted thread that waits for something else (a lock, a latch, a queue) is found out by
 *       its thread state after some real milliseconds; then others get the turn, and it runs beside
 *       them when its wait is over, until it waits for something known. That is right but slower
 *       and, as threads then really run at once, no longer the same each time. {@link #guesses}
 *       says how often it happened; 0 means that the order was exact.
 *   <li>Threads of others (a pool of the tested code's own) are not counted: they may wait with
 *       what belongs to this time, but it passes while they compute. Give the tested code {@link
 *       #executor} instead.
 *   <li>What reads {@link System#nanoTime} or waits with the JDK's own time limits lives in real
 *       time.
 *   <li>A thread that computes for ever stops time for all.
 * </ul>
 */
public final class VirtualTime implements Timeline {
  private static final long LOOK_NANOS = 2_000_000;

  private final Strand first = new Strand(Thread.currentThread(), true);
  private final Turns turns = new Turns(first);

  /** Time from the epoch on; the calling thread is counted and has the turn. */
  public VirtualTime() {
    Thread watch = new Thread(this::watch, "virtual-time-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private void watch() {
    Turns.Look last = turns.look();
    while (!turns.isClosed()) {
      LockSupport.parkNanos(LOOK_NANOS);
      Turns.Look look = turns.look();
      if (look.stuck() && look.equals(last)) {
        turns.unstick(look);
      }
      last = look;
    }
  }

  Turns turns() {
    return turns;
  }

  private Strand strand() {
    return Thread.currentThread() == first.thread ? first : turns.current();
  }

  @Override
  public long nanoTime() {
    return turns.now();
  }

  /** How often a wait for something unknown was found out; see the limits above. */
  public long guesses() {
    return turns.guesses();
  }

  @Override
  public ExecutorService executor() {
    return new VirtualExecutor(this);
  }

  @Override
  public ScheduledExecutorService timer() {
    return new VirtualTimer(this);
  }

  @Override
  public void after(long nanos, Runnable task) {
    turns.after(nanos, task);
  }

  @Override
  public Waiter waiter() {
    return new TurnWaiter(turns, strand());
  }

  /**
   * Lets time pass until a condition holds. It is asked whenever all that was ready at a moment is
   * done; for a counted thread.
   *
   * @param most how long at most, in this time
   * @throws AssertionError when it does not hold by then
   */
  public void until(BooleanSupplier condition, Duration most) {
    Strand self = strand();
    long end = nanoTime() + most.toNanos();
    while (!condition.getAsBoolean()) {
      long left = end - nanoTime();
      if (left <= 0) {
        throw new AssertionError("did not come true in %s of virtual time".formatted(most));
      }
      long next = turns.untilNext(left);
      if (next == 0 && self.counted) {
        turns.yield(self);
      } else {
        sleep(Duration.ofNanos(Math.max(1, next)));
      }
    }
  }

  /**
   * Waits for something that this time does not know, as a latch, while others go on. Time may have
   * passed more than was needed when this returns.
   *
   * @param wait what waits
   */
  public <T> T blocking(Callable<T> wait) throws Exception {
    Strand self = strand();
    if (!self.counted) {
      return wait.call();
    }
    turns.exit(self);
    try {
      return wait.call();
    } finally {
      turns.yield(self);
    }
  }

  /** Ends the threads; whoever waits is interrupted. */
  @Override
  public void close() {
    turns.close();
  }
}
