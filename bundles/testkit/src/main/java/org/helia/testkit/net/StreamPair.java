package org.helia.testkit.net;

import java.util.concurrent.Executor;
import org.helia.api.net.ByteStream;
import org.helia.testkit.time.Timeline;

/**
 * Two ends of one stream in memory: what is written to the one is read from the other. The buffer
 * between them has no limit.
 *
 * @param left one end
 * @param right the other
 */
public record StreamPair(ByteStream left, ByteStream right) {
  private static final Timeline SYSTEM = Timeline.system();
  private static final Executor SYSTEM_WORKERS = SYSTEM.executor();

  /** A new stream. */
  public static StreamPair open() {
    MemoryStream left = newEnd();
    MemoryStream right = newEnd();
    left.join(right);
    return new StreamPair(left, right);
  }

  private static MemoryStream newEnd() {
    return new MemoryStream(SYSTEM, SYSTEM_WORKERS, Lane.AT_ONCE, Long.MAX_VALUE);
  }
}
