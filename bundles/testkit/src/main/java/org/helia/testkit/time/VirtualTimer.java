package org.helia.testkit.time;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs tasks at their moment in virtual time; what is put off is dropped at the shutdown. */
final class VirtualTimer extends VirtualExecutor implements ScheduledExecutorService {
  private final Set<Scheduled<?>> putOff = new LinkedHashSet<>();

  VirtualTimer(VirtualTime time) {
    super(time);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    return schedule(
        () -> {
          task.run();
          return true;
        },
        delay,
        unit);
  }

  @Override
  public <T> ScheduledFuture<T> schedule(Callable<T> task, long delay, TimeUnit unit) {
    return new Scheduled<>(task, unit.toNanos(delay), 0).start();
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable task, long delay, long period, TimeUnit unit) {
    return repeat(task, delay, positive(period, unit), unit);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable task, long delay, long pause, TimeUnit unit) {
    return repeat(task, delay, -positive(pause, unit), unit);
  }

  private ScheduledFuture<?> repeat(Runnable task, long delay, long period, TimeUnit unit) {
    Callable<Boolean> call =
        () -> {
          task.run();
          return true;
        };
    return new Scheduled<>(call, unit.toNanos(delay), period).start();
  }

  private static long positive(long value, TimeUnit unit) {
    if (value <= 0) {
      throw new IllegalArgumentException("the period must be positive, not " + value);
    }
    return unit.toNanos(value);
  }

  @Override
  public void shutdown() {
    drop();
    super.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    drop();
    return super.shutdownNow();
  }

  private void drop() {
    List<Scheduled<?>> dropped;
    synchronized (putOff) {
      dropped = List.copyOf(putOff);
    }
    dropped.forEach(task -> task.cancel(false));
  }

  /** A task that is put off; {@code period} as in {@link java.util.concurrent.FutureTask}'s kin. */
  private final class Scheduled<T> extends VirtualTask<T> implements ScheduledFuture<T> {
    private final long period;
    private long at;
    private @Nullable Event event;

    /**
     * @param period 0: once; positive: from start to start; negative: from end to start
     */
    Scheduled(Callable<T> task, long delay, long period) {
      super(time(), task);
      this.period = period;
      this.at = time().nanoTime() + Math.max(0, delay);
    }

    Scheduled<T> start() {
      if (isShutdown()) {
        throw new RejectedExecutionException("the timer is shut down");
      }
      synchronized (putOff) {
        putOff.add(this);
        event = time().turns().after(at - time().nanoTime(), this::submit);
      }
      return this;
    }

    private void submit() {
      if (!isShutdown() && !isCancelled()) {
        execute(this::work);
      }
    }

    private void work() {
      if (period == 0) {
        run();
      } else if (runAndReset() && !isShutdown()) {
        at = period > 0 ? at + period : time().nanoTime() - period;
        start();
      }
    }

    @Override
    protected void done() {
      synchronized (putOff) {
        putOff.remove(this);
        if (event != null) {
          time().turns().cancel(event);
        }
      }
      super.done();
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at - time().nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
