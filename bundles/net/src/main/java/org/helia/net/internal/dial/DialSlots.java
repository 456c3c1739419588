package org.helia.net.internal.dial;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** So many dials may be under way; the others wait in line. */
final class DialSlots {
  private final IntSupplier max;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int taken;

  DialSlots(IntSupplier max) {
    this.max = max;
  }

  /**
   * Runs a task when there is room, which may be at once.
   *
   * @param task has to lead to one {@link #release}
   */
  void take(Runnable task) {
    lock.lock();
    try {
      if (taken >= max.getAsInt()) {
        waiting.add(task);
        return;
      }
      taken++;
    } finally {
      lock.unlock();
    }
    task.run();
  }

  /** Takes a task out of the line that is not needed any more. */
  void forget(Runnable task) {
    lock.lock();
    try {
      waiting.remove(task);
    } finally {
      lock.unlock();
    }
  }

  void release() {
    @Nullable Runnable next;
    lock.lock();
    try {
      next = taken > max.getAsInt() ? null : waiting.poll();
      if (next == null) {
        taken--;
      }
    } finally {
      lock.unlock();
    }
    if (next != null) {
      next.run();
    }
  }
}
