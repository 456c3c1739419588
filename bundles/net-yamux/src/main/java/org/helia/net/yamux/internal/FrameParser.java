package org.helia.net.yamux.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Cuts what comes in into frames, without copying data. Not for use by several threads. */
final class FrameParser {
  /** Takes the parts of frames. */
  interface Sink {
    /** A frame begins. */
    void begin(FrameHeader header);

    /**
     * Some of the data of the frame that has begun.
     *
     * @param from holds at least so many bytes, all of which have to be read
     * @param size at least 1
     */
    void data(ByteBuf from, int size);

    /** All data of the frame that has begun has come. */
    void end(FrameHeader header);
  }

  private final Sink sink;

  /** What has come of a header; on the heap, so that nobody has to release it. */
  private final ByteBuf partial = Unpooled.buffer(FrameHeader.SIZE, FrameHeader.SIZE);

  private FrameHeader current = FrameHeader.goAway(FrameHeader.NORMAL);
  private long rest;

  FrameParser(Sink sink) {
    this.sink = sink;
  }

  /**
   * Takes the next bytes.
   *
   * @param in all of it is read; stays the caller's
   * @throws ProtocolViolation when they are no frames; nothing can be parsed after that
   */
  void parse(ByteBuf in) {
    while (in.isReadable()) {
      if (rest > 0) {
        data(in);
      } else {
        header(in);
      }
    }
  }

  private void data(ByteBuf in) {
    int size = (int) Math.min(rest, in.readableBytes());
    rest -= size;
    sink.data(in, size);
    if (rest == 0) {
      sink.end(current);
    }
  }

  private void header(ByteBuf in) {
    if (!partial.isReadable() && in.readableBytes() >= FrameHeader.SIZE) {
      begin(FrameHeader.read(in));
      return;
    }
    partial.writeBytes(in, Math.min(partial.writableBytes(), in.readableBytes()));
    if (!partial.isWritable()) {
      FrameHeader header = FrameHeader.read(partial);
      partial.clear();
      begin(header);
    }
  }

  private void begin(FrameHeader header) {
    current = header;
    sink.begin(header);
    rest = header.type() == FrameType.DATA ? header.length() : 0;
    if (rest == 0) {
      sink.end(header);
    }
  }
}
