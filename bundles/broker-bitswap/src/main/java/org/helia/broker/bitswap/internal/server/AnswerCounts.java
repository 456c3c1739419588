package org.helia.broker.bitswap.internal.server;

import java.util.concurrent.atomic.LongAdder;
import org.helia.broker.bitswap.internal.wire.PresenceCounts;

/**
 * Counts what peers were told, and what they were refused; {@link Accounts} has the blocks. Any
 * number of threads may call at once; none waits.
 */
public final class AnswerCounts {
  private final PresenceCounts presences = new PresenceCounts();
  private final LongAdder full = new LongAdder();
  private final LongAdder forbidden = new LongAdder();

  void noRoomFor(int wants) {
    full.add(wants);
  }

  void refused() {
    forbidden.increment();
  }

  /** The presences that were sent. */
  public PresenceCounts presences() {
    return presences;
  }

  /** Wants that there was no room for in the ledger of their peer. */
  public long full() {
    return full.sum();
  }

  /** Look-ups of blocks that an authorizer did not let the peer have. */
  public long forbidden() {
    return forbidden.sum();
  }
}
