package org.helia.blocks.internal;

import java.util.concurrent.atomic.AtomicLong;

/** A mean of durations in which the latest count most. */
final class Average {
  /** Each new one has this part of the weight. */
  private static final int WEIGHT = 8;

  private final AtomicLong nanos = new AtomicLong();

  void add(long sample) {
    nanos.getAndUpdate(now -> now == 0 ? sample : now + (sample - now) / WEIGHT);
  }

  /** Zero when there is none. */
  long nanos() {
    return nanos.get();
  }
}
