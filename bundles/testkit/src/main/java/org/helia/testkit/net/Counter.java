package org.helia.testkit.net;

import java.util.concurrent.atomic.AtomicLong;
import org.helia.api.net.Traffic;

/** Counts bytes. */
final class Counter {
  private final AtomicLong in = new AtomicLong();
  private final AtomicLong out = new AtomicLong();

  void received(long bytes) {
    in.addAndGet(bytes);
  }

  void sent(long bytes) {
    out.addAndGet(bytes);
  }

  Traffic traffic() {
    return new Traffic(in.get(), out.get());
  }
}
