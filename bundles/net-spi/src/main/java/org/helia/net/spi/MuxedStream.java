package org.helia.net.spi;

import org.helia.api.net.ByteStream;
import org.helia.api.net.Direction;
import org.osgi.annotation.versioning.ConsumerType;

/** A stream as the muxer knows it, before a protocol has been agreed on. */
@ConsumerType
public interface MuxedStream extends ByteStream {
  /** The number by which both sides know it. */
  long id();

  /** Who opened it. */
  Direction direction();

  /**
   * Runs a task when the stream has ended in both directions, by whatever cause; at once when it
   * has. Called once.
   */
  void onEnd(Runnable task);
}
