package org.helia.testkit.net;

import java.util.function.Supplier;
import org.helia.api.net.NetException;
import org.jspecify.annotations.Nullable;

/** How many bytes may be on the way to the remote's reader. */
final class Window extends Changing {
  private long credit;
  private @Nullable Supplier<NetException> failure;

  Window(long bytes) {
    credit = bytes;
  }

  /** Takes some credit; 0 when there is none. */
  synchronized int take(int most) {
    if (failure != null) {
      throw failure.get();
    }
    int taken = (int) Math.min(most, credit);
    credit -= taken;
    return taken;
  }

  synchronized void add(long bytes) {
    credit += bytes;
    changed();
  }

  /** Makes those who write fail; only the first call counts. */
  synchronized boolean fail(Supplier<NetException> error) {
    if (failure != null) {
      return false;
    }
    failure = error;
    changed();
    return true;
  }

  synchronized boolean isOver() {
    return failure != null;
  }

  @Override
  boolean isReady() {
    return credit > 0 || failure != null;
  }
}
