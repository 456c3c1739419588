package org.helia.broker.bitswap.internal.wire;

import org.helia.api.block.Block;

/**
 * A block as it travels.
 *
 * @param data its bytes, shared; for reading only. Not checked
 */
public record Payload(BlockPrefix prefix, byte[] data) {
  /** The longest block in bytes. */
  public static final int MAX_DATA_BYTES = Block.MAX_OUTSIDE_BYTES;

  private static final byte[] NONE = {};

  /** Of a block. */
  public static Payload of(Block block) {
    return new Payload(BlockPrefix.of(block.cid()), block.bytes());
  }

  static Payload read(WireInput from) {
    byte[] prefix = NONE;
    byte[] data = NONE;
    while (from.nextField()) {
      switch (from.field()) {
        case 1 -> prefix = from.bytes(BlockPrefix.MAX_BYTES);
        case 2 -> data = from.bytes(MAX_DATA_BYTES);
        default -> from.skip();
      }
    }
    return new Payload(BlockPrefix.fromBytes(prefix), data);
  }

  /** In a message of 1.0.0, where it is the value itself. */
  static Payload readBare(WireInput from) {
    return new Payload(BlockPrefix.V0, from.bytes(MAX_DATA_BYTES));
  }
}
