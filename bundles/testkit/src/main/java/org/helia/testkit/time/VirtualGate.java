package org.helia.testkit.time;

import java.util.ArrayList;
import java.util.List;

/** Is closed until it is opened; then stays open. */
final class VirtualGate {
  private final VirtualTime time;
  private final List<Timeline.Waiter> waiting = new ArrayList<>();
  private boolean open;

  VirtualGate(VirtualTime time) {
    this.time = time;
  }

  void open() {
    List<Timeline.Waiter> woken;
    synchronized (waiting) {
      open = true;
      woken = List.copyOf(waiting);
      waiting.clear();
    }
    woken.forEach(Timeline.Waiter::wake);
  }

  /** Returns whether it is open. */
  boolean await(long nanos) throws InterruptedException {
    Timeline.Waiter waiter = time.waiter();
    synchronized (waiting) {
      if (open) {
        return true;
      }
      waiting.add(waiter);
    }
    try {
      return waiter.await(nanos);
    } finally {
      synchronized (waiting) {
        waiting.remove(waiter);
      }
    }
  }
}
