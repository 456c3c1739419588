package org.helia.broker.bitswap.internal.client;

import org.helia.broker.bitswap.internal.wire.WantEntry;
import org.helia.broker.bitswap.internal.wire.WantType;

/** What one peer was asked about one block, and what it said. Guarded by the client's lock. */
final class Ask {
  /** What a peer said. */
  enum Answer {
    /** Nothing so far. */
    NONE("no answer yet"),

    /** Nothing for so long that it counts as a no. */
    SILENT("no answer in time"),

    /** It has the block. */
    HAS("has it, sent nothing"),

    /** It has not. */
    HAS_NOT("does not have it");

    private final String text;

    Answer(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  final Want want;
  final RemotePeer peer;
  final long priority;
  WantType type;
  Answer answer = Answer.NONE;

  /** When it was asked, in nanoseconds. */
  long at;

  /** When the answer was overdue, in nanoseconds; of use as long as it is {@link Answer#SILENT}. */
  long silentSince;

  /**
   * Whether nothing else was asked of the peer at that time, so that the answer tells its delay.
   */
  boolean alone;

  /** How large the block will be, as far as can be guessed, in bytes. */
  int guess;

  /** Whether it is on the peer's list: it may still answer, or change its answer. */
  boolean live = true;

  Ask(Want want, RemotePeer peer, WantType type) {
    this.want = want;
    this.peer = peer;
    this.priority = want.priority;
    this.type = type;
  }

  boolean isWaiting() {
    return answer == Answer.NONE;
  }

  /** Whether the block itself is under way, as far as is known. */
  boolean isFetching() {
    return type == WantType.BLOCK && answer == Answer.NONE;
  }

  WantEntry entry() {
    return type == WantType.BLOCK
        ? WantEntry.block(want.cid, (int) priority)
        : WantEntry.have(want.cid, (int) priority);
  }
}
