package org.helia.net.quic.internal;

import io.netty.channel.EventLoop;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Runs what the streams of one connection hand to its event loop, in their order and a few at a
 * time: all connections that come in share one event loop, and a peer that makes this node answer
 * on hundreds of streams must not put thousands of tasks before the single one of another, nor
 * before the packet that another has sent.
 */
final class Turns implements Executor {
  /** How many tasks run at most before others have their turn. */
  static final int TASKS = 32;

  /** How long tasks are begun in one turn: sealing and sending 64 KiB takes as long. */
  static final long MAX_NANOS = TimeUnit.MICROSECONDS.toNanos(250);

  private final Executor loop;
  private final Executor afterSockets;
  private final LongSupplier nanoTime;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();

  /** On an event loop. */
  Turns(EventLoop loop) {
    this(loop, new AfterSockets(loop), System::nanoTime);
  }

  /**
   * @param loop runs one task after the other
   * @param afterSockets as well, but not before it has looked what has come in
   */
  Turns(Executor loop, Executor afterSockets, LongSupplier nanoTime) {
    this.loop = loop;
    this.afterSockets = afterSockets;
    this.nanoTime = nanoTime;
  }

  /**
   * Never waits and never runs the task itself.
   *
   * @throws RejectedExecutionException when the event loop has ended
   */
  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    schedule(loop);
  }

  private void schedule(Executor when) {
    if (!scheduled.compareAndSet(false, true)) {
      return;
    }
    try {
      when.execute(this::turn);
    } catch (RejectedExecutionException e) {
      scheduled.set(false);
      throw e;
    }
  }

  private void turn() {
    try {
      runUpTo(TASKS, MAX_NANOS);
    } finally {
      scheduled.set(false);
      if (!tasks.isEmpty()) {
        scheduleOrFinish();
      }
    }
  }

  /** When the event loop ends, this is the last that runs on it: tasks hold buffers. */
  private void scheduleOrFinish() {
    try {
      schedule(afterSockets);
    } catch (RejectedExecutionException e) {
      runUpTo(Integer.MAX_VALUE, Long.MAX_VALUE);
    }
  }

  private void runUpTo(int most, long nanos) {
    long start = nanoTime.getAsLong();
    for (int i = 0; i < most && nanoTime.getAsLong() - start < nanos; i++) {
      Runnable task = tasks.poll();
      if (task == null) {
        return;
      }
      task.run();
    }
  }
}
