package org.helia.net.internal.connection;

import java.util.concurrent.atomic.LongAdder;
import org.helia.api.net.Traffic;

/** Counts bytes in both directions. */
final class TrafficCounter {
  private final LongAdder in = new LongAdder();
  private final LongAdder out = new LongAdder();

  void in(long bytes) {
    in.add(bytes);
  }

  void out(long bytes) {
    out.add(bytes);
  }

  void add(Traffic traffic) {
    in(traffic.bytesIn());
    out(traffic.bytesOut());
  }

  Traffic sum() {
    return new Traffic(in.sum(), out.sum());
  }
}
