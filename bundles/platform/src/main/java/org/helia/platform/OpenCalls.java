package org.helia.platform;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the calls that are in something which may leave, so that it leaves when they have ended.
 *
 * <pre>{@code
 * if (calls.enter()) {
 *   try {
 *     return store.get(hash);
 *   } finally {
 *     calls.exit();
 *   }
 * }
 * }</pre>
 */
public final class OpenCalls {
  /** Set once nobody is let in any more; the other bits count the calls. */
  private static final int LEAVING = 1 << 31;

  private final AtomicInteger calls = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();

  /**
   * Begins a call.
   *
   * @return false when nobody is let in any more: do not call {@link #exit}
   */
  public boolean enter() {
    int now;
    do {
      now = calls.get();
      if (now < 0) {
        return false;
      }
    } while (!calls.compareAndSet(now, now + 1));
    return true;
  }

  /** Ends a call. */
  public void exit() {
    if (calls.decrementAndGet() == LEAVING) {
      lock.lock();
      try {
        idle.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Lets nobody in any more. */
  public void leave() {
    calls.getAndUpdate(now -> now | LEAVING);
  }

  /**
   * Waits until the last call has ended; after {@link #leave}.
   *
   * @return whether it has ended in time
   * @throws InterruptedException when the thread is interrupted, also before it waits
   */
  public boolean awaitIdle(Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (calls.get() != LEAVING && left > 0) {
        left = idle.awaitNanos(left);
      }
      return calls.get() == LEAVING;
    } finally {
      lock.unlock();
    }
  }
}
