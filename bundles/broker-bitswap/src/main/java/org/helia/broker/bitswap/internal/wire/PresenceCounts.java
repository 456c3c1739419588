package org.helia.broker.bitswap.internal.wire;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Counts presences by what they say. Any number of threads may call at once; none waits. */
public final class PresenceCounts {
  private final LongAdder have = new LongAdder();
  private final LongAdder dontHave = new LongAdder();

  /** Counts those of a message. */
  public void add(List<Presence> presences) {
    for (Presence presence : presences) {
      (presence.has() ? have : dontHave).increment();
    }
  }

  /** How many said that a block is there. */
  public long have() {
    return have.sum();
  }

  /** How many said that it is not. */
  public long dontHave() {
    return dontHave.sum();
  }
}
