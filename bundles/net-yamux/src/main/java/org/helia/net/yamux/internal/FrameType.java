package org.helia.net.yamux.internal;

/** What a frame is for; its place in this list is its number on the wire. */
enum FrameType {
  /** Bytes of a stream. */
  DATA,
  /** The remote may send more on a stream. */
  WINDOW_UPDATE,
  /** Whether the other side is there, and how far away. */
  PING,
  /** The connection ends. */
  GO_AWAY;

  private static final FrameType[] BY_NUMBER = values();

  static FrameType of(int number) {
    if (number >= BY_NUMBER.length) {
      throw new ProtocolViolation("a frame of unknown type " + number);
    }
    return BY_NUMBER[number];
  }

  boolean isOfTheConnection() {
    return this == PING || this == GO_AWAY;
  }
}
