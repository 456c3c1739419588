package org.helia.broker.bitswap.internal.server;

import java.util.Comparator;
import org.helia.broker.bitswap.internal.wire.WantEntry;
import org.helia.broker.bitswap.internal.wire.WantType;
import org.helia.multiformats.Cid;

/** What a peer wants. */
final class PeerWant {
  /** What is to be answered first: the highest priority, of these the oldest. */
  static final Comparator<PeerWant> FIRST =
      Comparator.<PeerWant>comparingInt(want -> want.entry.priority())
          .reversed()
          .thenComparingLong(want -> want.number);

  private final PeerLedger ledger;
  private final WantEntry entry;
  private final long number;

  /**
   * @param number later wants have a higher one
   */
  PeerWant(PeerLedger ledger, WantEntry entry, long number) {
    this.ledger = ledger;
    this.entry = entry;
    this.number = number;
  }

  PeerLedger ledger() {
    return ledger;
  }

  Cid cid() {
    return entry.cid();
  }

  int priority() {
    return entry.priority();
  }

  boolean wantsBlock() {
    return entry.type() == WantType.BLOCK;
  }

  boolean sendDontHave() {
    return entry.sendDontHave();
  }
}
