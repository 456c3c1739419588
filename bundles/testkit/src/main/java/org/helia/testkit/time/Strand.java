package org.helia.testkit.time;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread as virtual time sees it. All but {@link #granted} is guarded by {@link Turns}. */
final class Strand {
  final Thread thread;

  /** Whether it takes turns; others run when they like. */
  final boolean counted;

  /** Whether it may run; it clears this itself when it does. */
  volatile boolean granted;

  /** What a worker is to do with its turn. */
  @Nullable Runnable task;

  /** Whether it waits for a {@link TurnWaiter}. */
  boolean waiting;

  Strand(Thread thread, boolean counted) {
    this.thread = thread;
    this.counted = counted;
  }

  void grant() {
    granted = true;
    LockSupport.unpark(thread);
  }

  /** Whether the thread waits for something that is not of this time. */
  boolean isBlockedElsewhere() {
    Thread.State state = thread.getState();
    return !granted
        && (state == Thread.State.BLOCKED
            || state == Thread.State.WAITING
            || state == Thread.State.TIMED_WAITING);
  }
}
