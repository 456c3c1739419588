package org.helia.testkit.net;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.helia.api.CancelledException;
import org.helia.testkit.time.Timeline;
import org.jspecify.annotations.Nullable;

/** A state, guarded by its monitor, for whose change threads wait. */
abstract class Changing {
  private @Nullable List<Timeline.Waiter> waiters;

  /** Whether there is nothing more to wait for. Under the monitor. */
  abstract boolean isReady();

  /**
   * Waits until it is ready.
   *
   * @param what is done, for the error
   * @return false when it did not become so in time
   */
  final boolean await(Timeline time, Duration timeout, String what) {
    Timeline.Waiter waiter = time.waiter();
    long end = time.nanoTime() + timeout.toNanos();
    try {
      while (!readyOrWaiting(waiter)) {
        long left = end - time.nanoTime();
        if (left <= 0) {
          return false;
        }
        waiter.await(left);
      }
      return true;
    } catch (InterruptedException e) {
      throw CancelledException.interrupted(what);
    } finally {
      forget(waiter);
    }
  }

  private synchronized boolean readyOrWaiting(Timeline.Waiter waiter) {
    if (isReady()) {
      return true;
    }
    if (waiters == null) {
      waiters = new ArrayList<>(1);
    }
    if (!waiters.contains(waiter)) {
      waiters.add(waiter);
    }
    return false;
  }

  private synchronized void forget(Timeline.Waiter waiter) {
    if (waiters != null) {
      waiters.remove(waiter);
      waiters = waiters.isEmpty() ? null : waiters;
    }
  }

  /** Has those who wait look again. Under the monitor. */
  final void changed() {
    if (waiters != null) {
      waiters.forEach(Timeline.Waiter::wake);
    }
  }
}
