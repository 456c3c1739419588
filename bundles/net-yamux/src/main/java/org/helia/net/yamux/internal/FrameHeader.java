package org.helia.net.yamux.internal;

import io.netty.buffer.ByteBuf;

/**
 * The header of a frame. Only that of {@link FrameType#DATA} is followed by bytes.
 *
 * @param flags of {@link #SYN}, {@link #ACK}, {@link #FIN} and {@link #RST}
 * @param stream the stream's number as unsigned 32 bits; 0 is the connection
 * @param length unsigned 32 bits: the data's size, what a window grows by, the ping's value or why
 *     the connection ends
 */
record FrameHeader(FrameType type, int flags, long stream, long length) {
  /** The size of a header in bytes. */
  static final int SIZE = 12;

  /** Opens a stream, or asks a ping. */
  static final int SYN = 1;

  /** Takes a stream, or answers a ping. */
  static final int ACK = 2;

  /** Ends one direction. */
  static final int FIN = 4;

  /** Voids a stream. */
  static final int RST = 8;

  /** The connection ends in an orderly way. */
  static final int NORMAL = 0;

  /** The connection ends because the other side has broken the protocol. */
  static final int PROTOCOL_ERROR = 1;

  private static final int VERSION = 0;
  private static final int ALL_FLAGS = SYN | ACK | FIN | RST;
  private static final long UNSIGNED = 0xffff_ffffL;

  static FrameHeader data(int flags, long stream, int size) {
    return new FrameHeader(FrameType.DATA, flags, stream, size);
  }

  static FrameHeader windowUpdate(int flags, long stream, int growth) {
    return new FrameHeader(FrameType.WINDOW_UPDATE, flags, stream, growth);
  }

  static FrameHeader ping(int flags, long value) {
    return new FrameHeader(FrameType.PING, flags, 0, value);
  }

  static FrameHeader goAway(int code) {
    return new FrameHeader(FrameType.GO_AWAY, 0, 0, code);
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  void write(ByteBuf to) {
    to.writeByte(VERSION);
    to.writeByte(type.ordinal());
    to.writeShort(flags);
    to.writeInt((int) stream);
    to.writeInt((int) length);
  }

  /**
   * Reads a header.
   *
   * @param from has at least {@value #SIZE} bytes
   * @throws ProtocolViolation when there is no such frame
   */
  static FrameHeader read(ByteBuf from) {
    int version = from.readUnsignedByte();
    if (version != VERSION) {
      throw new ProtocolViolation("a frame of version " + version + ", where only 0 exists");
    }
    FrameType type = FrameType.of(from.readUnsignedByte());
    int flags = from.readUnsignedShort();
    if ((flags & ~ALL_FLAGS) != 0) {
      throw new ProtocolViolation("a frame with unknown flags, " + Integer.toBinaryString(flags));
    }
    FrameHeader header =
        new FrameHeader(type, flags, from.readInt() & UNSIGNED, from.readInt() & UNSIGNED);
    header.check();
    return header;
  }

  private void check() {
    if (type.isOfTheConnection() != (stream == 0)) {
      throw new ProtocolViolation("a frame of type " + type + " on stream " + stream);
    }
    if (type == FrameType.PING && has(SYN) == has(ACK)) {
      throw new ProtocolViolation("a ping that is not either a question or an answer");
    }
  }
}
