package org.helia.cli.internal.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes frames to a blocking channel. Any number of threads may write; none of them may be
 * interrupted, or the channel closes.
 */
public final class FrameWriter {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final GatheringByteChannel channel;
  private final ReentrantLock lock = new ReentrantLock();
  private final ByteBuffer header = ByteBuffer.allocateDirect(Frames.HEADER_BYTES);
  private final ByteBuffer[] frame = new ByteBuffer[2];

  /** Writes to a channel, which stays the caller's. */
  public FrameWriter(GatheringByteChannel channel) {
    this.channel = channel;
  }

  /** Writes a frame without payload. */
  public void write(int type) throws IOException {
    write(type, NOTHING.duplicate());
  }

  /**
   * Writes a frame with the bytes that remain in a buffer, at most {@link
   * Frames#MAX_PAYLOAD_BYTES}, and takes them.
   */
  public void write(int type, ByteBuffer payload) throws IOException {
    if (payload.remaining() > Frames.MAX_PAYLOAD_BYTES) {
      throw new ProtocolException(
          payload.remaining()
              + " bytes do not fit into a frame; "
              + Frames.MAX_PAYLOAD_BYTES
              + " do");
    }
    lock.lock();
    try {
      header.clear().put((byte) type).putInt(payload.remaining()).flip();
      frame[0] = header;
      frame[1] = payload;
      while (header.hasRemaining() || payload.hasRemaining()) {
        channel.write(frame);
      }
    } finally {
      lock.unlock();
    }
  }
}
