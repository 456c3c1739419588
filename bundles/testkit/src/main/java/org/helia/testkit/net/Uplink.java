package org.helia.testkit.net;

import java.util.ArrayDeque;
import java.util.Deque;
import org.helia.testkit.time.Timeline;
import org.jspecify.annotations.Nullable;

/** Sends for a host with a limited bandwidth: each of its lanes one parcel, then again. */
final class Uplink {
  private final Timeline time;
  private final Rate rate;
  private final Deque<MemoryLane> asking = new ArrayDeque<>();
  private boolean busy;

  Uplink(Timeline time, Rate rate) {
    this.time = time;
    this.rate = rate;
  }

  /** A lane has something to send; it asks once until it has sent one parcel. */
  void ask(MemoryLane lane) {
    synchronized (asking) {
      asking.add(lane);
      if (busy) {
        return;
      }
      busy = true;
    }
    next();
  }

  private @Nullable MemoryLane poll() {
    synchronized (asking) {
      MemoryLane lane = asking.poll();
      busy = lane != null;
      return lane;
    }
  }

  private void next() {
    for (MemoryLane lane = poll(); lane != null; lane = poll()) {
      long now = time.nanoTime();
      long done = rate.reserve(now, lane.nextBytes());
      if (done > now) {
        MemoryLane sending = lane;
        time.after(
            done - now,
            () -> {
              sending.depart();
              next();
            });
        return;
      }
      lane.depart();
    }
  }
}
