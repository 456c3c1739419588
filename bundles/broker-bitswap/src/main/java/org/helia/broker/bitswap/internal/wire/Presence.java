package org.helia.broker.bitswap.internal.wire;

import java.util.Optional;
import org.helia.multiformats.Cid;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a peer has a block.
 *
 * @param has false: it has not
 */
public record Presence(Cid cid, boolean has) {
  private static final int HAVE = 0;
  private static final int DONT_HAVE = 1;

  /** Empty when it is about a block whose CID cannot be read here. */
  static Optional<Presence> read(WireInput from) {
    @Nullable Cid cid = null;
    long type = HAVE;
    while (from.nextField()) {
      switch (from.field()) {
        case 1 -> cid = from.cid();
        case 2 -> type = from.number();
        default -> from.skip();
      }
    }
    return cid == null ? Optional.empty() : Optional.of(new Presence(cid, type == HAVE));
  }

  WireOutput toOutput() {
    return new WireOutput().cid(1, cid).numberUnlessZero(2, has ? HAVE : DONT_HAVE);
  }
}
