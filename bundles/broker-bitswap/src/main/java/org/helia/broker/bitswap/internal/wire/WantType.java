package org.helia.broker.bitswap.internal.wire;

/** What a peer is asked for. */
public enum WantType {
  /** The block itself. */
  BLOCK(0),

  /** Whether it has the block; the block itself when that is as short as the answer. */
  HAVE(1);

  private final int code;

  WantType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** Values that are not known are taken for the first, as protobuf has it. */
  static WantType of(long code) {
    return code == HAVE.code ? HAVE : BLOCK;
  }
}
