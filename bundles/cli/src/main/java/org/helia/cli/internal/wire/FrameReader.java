package org.helia.cli.internal.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Reads frames from a blocking channel through one buffer, as many per system call as have arrived.
 * For one thread.
 */
public final class FrameReader {
  /**
   * What {@link #next} returns when the other side has closed the connection between two frames.
   */
  public static final int END = -1;

  private final ReadableByteChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(Frames.HEADER_BYTES + Frames.MAX_PAYLOAD_BYTES).limit(0);
  private int payloadEnd;

  /** Reads from a channel, which stays the caller's. */
  public FrameReader(ReadableByteChannel channel) {
    this.channel = channel;
  }

  /**
   * Goes to the next frame.
   *
   * @return its type, or {@link #END}
   * @throws ProtocolException when it says that it is longer than allowed, or is cut off
   */
  public int next() throws IOException {
    buffer.position(payloadEnd);
    if (!fill(Frames.HEADER_BYTES)) {
      if (buffer.hasRemaining()) {
        throw new ProtocolException("the connection ended within the header of a frame");
      }
      return END;
    }
    int type = buffer.get();
    int length = buffer.getInt();
    if (length < 0 || length > Frames.MAX_PAYLOAD_BYTES) {
      throw new ProtocolException(
          "a frame of type "
              + type
              + " says that it has "
              + Integer.toUnsignedString(length)
              + " bytes; "
              + Frames.MAX_PAYLOAD_BYTES
              + " are allowed");
    }
    if (!fill(length)) {
      throw new ProtocolException("the connection ended within a frame of type " + type);
    }
    payloadEnd = buffer.position() + length;
    return type;
  }

  /** The payload of the frame that {@link #next} went to, valid until it is called again. */
  public ByteBuffer payload() {
    return buffer.slice(buffer.position(), payloadEnd - buffer.position());
  }

  private boolean fill(int wanted) throws IOException {
    if (buffer.capacity() - buffer.position() < wanted) {
      buffer.compact().flip();
    }
    while (buffer.remaining() < wanted) {
      int start = buffer.position();
      int end = buffer.limit();
      buffer.limit(buffer.capacity()).position(end);
      int count = channel.read(buffer);
      buffer.limit(buffer.position()).position(start);
      if (count < 0) {
        return false;
      }
    }
    return true;
  }
}
