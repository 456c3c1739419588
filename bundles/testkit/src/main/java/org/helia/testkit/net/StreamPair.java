package org.helia.testkit.net;

import org.helia.api.net.ByteStream;

/**
 * Two ends of one stream in memory: what is written to the one is read from the other. The buffer
 * between them has no limit.
 *
 * @param left one end
 * @param right the other
 */
public record StreamPair(ByteStream left, ByteStream right) {
  /** A new stream. */
  public static StreamPair open() {
    MemoryPipe toLeft = new MemoryPipe();
    MemoryPipe toRight = new MemoryPipe();
    return new StreamPair(new MemoryStream(toLeft, toRight), new MemoryStream(toRight, toLeft));
  }
}
