package org.helia.broker.bitswap.internal.wire;

import java.util.Optional;
import org.helia.multiformats.Cid;
import org.jspecify.annotations.Nullable;

/**
 * One line of a want list.
 *
 * @param priority what is to come first has a higher one
 * @param cancel takes an earlier line with the same CID back; all else does not matter then
 * @param sendDontHave whether the peer is to say so when it has no such block
 */
public record WantEntry(
    Cid cid, int priority, boolean cancel, WantType type, boolean sendDontHave) {
  /** Asks for a block. */
  public static WantEntry block(Cid cid, int priority) {
    return new WantEntry(cid, priority, false, WantType.BLOCK, true);
  }

  /** Asks whether a block is there. */
  public static WantEntry have(Cid cid, int priority) {
    return new WantEntry(cid, priority, false, WantType.HAVE, true);
  }

  /** Asks for a block no longer. */
  public static WantEntry cancel(Cid cid) {
    return new WantEntry(cid, 0, true, WantType.BLOCK, false);
  }

  /** Empty when it is about a block whose CID cannot be read here. */
  static Optional<WantEntry> read(WireInput from) {
    @Nullable Cid cid = null;
    int priority = 0;
    boolean cancel = false;
    WantType type = WantType.BLOCK;
    boolean sendDontHave = false;
    while (from.nextField()) {
      switch (from.field()) {
        case 1 -> cid = from.cid();
        case 2 -> priority = (int) from.number();
        case 3 -> cancel = from.number() != 0;
        case 4 -> type = WantType.of(from.number());
        case 5 -> sendDontHave = from.number() != 0;
        default -> from.skip();
      }
    }
    return cid == null
        ? Optional.empty()
        : Optional.of(new WantEntry(cid, priority, cancel, type, sendDontHave));
  }

  /** All but what is as protobuf assumes it. */
  WireOutput toOutput() {
    return new WireOutput()
        .cid(1, cid)
        .number(2, priority)
        .flag(3, cancel)
        .numberUnlessZero(4, type.code())
        .flag(5, sendDontHave);
  }
}
