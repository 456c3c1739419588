package org.helia.broker.bitswap.internal.client;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.helia.broker.bitswap.internal.wire.Payload;
import org.helia.broker.bitswap.internal.wire.PresenceCounts;

/**
 * Counts what has come, and what should have. Any number of threads may call at once; none waits.
 */
public final class ArrivalCounts {
  private final LongAdder messages = new LongAdder();
  private final LongAdder duplicateBlocks = new LongAdder();
  private final LongAdder duplicateBytes = new LongAdder();
  private final LongAdder unwantedBlocks = new LongAdder();
  private final LongAdder unwantedBytes = new LongAdder();
  private final PresenceCounts presences = new PresenceCounts();
  private final LongAdder blockTimeouts = new LongAdder();
  private final LongAdder haveTimeouts = new LongAdder();

  /** A message has come. */
  public void message() {
    messages.increment();
  }

  /** Blocks have come while nothing was wanted; nobody has looked which. */
  public void unexpected(List<Payload> blocks) {
    blocks.forEach(block -> unwanted(block.data().length));
  }

  void duplicate(long bytes) {
    duplicateBlocks.increment();
    duplicateBytes.add(bytes);
  }

  void unwanted(long bytes) {
    unwantedBlocks.increment();
    unwantedBytes.add(bytes);
  }

  void blockTimeouts(int more) {
    blockTimeouts.add(more);
  }

  void haveTimeout() {
    haveTimeouts.increment();
  }

  /** Messages of any kind. */
  public long messages() {
    return messages.sum();
  }

  /** Blocks that had come before, or were wanted no longer. */
  public long duplicateBlocks() {
    return duplicateBlocks.sum();
  }

  /** Their bytes. */
  public long duplicateBytes() {
    return duplicateBytes.sum();
  }

  /** Blocks that nobody had asked for. */
  public long unwantedBlocks() {
    return unwantedBlocks.sum();
  }

  /** Their bytes. */
  public long unwantedBytes() {
    return unwantedBytes.sum();
  }

  /** What peers said to have and not to have, asked or not. */
  public PresenceCounts presences() {
    return presences;
  }

  /** Requests for blocks that were not answered in time. */
  public long blockTimeouts() {
    return blockTimeouts.sum();
  }

  /** The same of questions whether a peer has a block. */
  public long haveTimeouts() {
    return haveTimeouts.sum();
  }
}
