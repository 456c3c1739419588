package org.helia.net.quic.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs what the streams of one connection hand to its event loop, in their order and a few at a
 * time: all connections that come in share one event loop, and a peer that makes this node answer
 * on hundreds of streams must not put thousands of tasks before the single one of another.
 */
final class Turns implements Executor {
  /** How many tasks run before others have their turn. */
  static final int TASKS = 32;

  private final Executor loop;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();

  /**
   * @param loop runs one task after the other
   */
  Turns(Executor loop) {
    this.loop = loop;
  }

  /**
   * Never waits and never runs the task itself.
   *
   * @throws RejectedExecutionException when the event loop has ended
   */
  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    schedule();
  }

  private void schedule() {
    if (!scheduled.compareAndSet(false, true)) {
      return;
    }
    try {
      loop.execute(this::turn);
    } catch (RejectedExecutionException e) {
      scheduled.set(false);
      throw e;
    }
  }

  private void turn() {
    try {
      runUpTo(TASKS);
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
      schedule();
    } catch (RejectedExecutionException e) {
      runUpTo(Integer.MAX_VALUE);
    }
  }

  private void runUpTo(int most) {
    for (int i = 0; i < most; i++) {
      Runnable task = tasks.poll();
      if (task == null) {
        return;
      }
      task.run();
    }
  }
}
