package org.helia.blocks.internal;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How many bytes may be held that nobody has asked for yet. May be part of a larger budget. */
final class ReadAheadBudget {
  private final long limit;
  private final @Nullable ReadAheadBudget whole;
  private final AtomicLong held = new AtomicLong();

  ReadAheadBudget(long limit) {
    this(limit, null);
  }

  private ReadAheadBudget(long limit, @Nullable ReadAheadBudget whole) {
    this.limit = limit;
    this.whole = whole;
  }

  /** A part with a limit of its own. */
  ReadAheadBudget part(long partLimit) {
    return new ReadAheadBudget(partLimit, this);
  }

  /** Takes room for some bytes, or returns false and takes nothing when there is too little. */
  boolean take(long bytes) {
    long before = held.getAndUpdate(now -> now + bytes <= limit ? now + bytes : now);
    if (before + bytes > limit) {
      return false;
    }
    if (whole != null && !whole.take(bytes)) {
      held.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  void giveBack(long bytes) {
    held.addAndGet(-bytes);
    if (whole != null) {
      whole.giveBack(bytes);
    }
  }

  long held() {
    return held.get();
  }
}
