package org.helia.broker.bitswap.internal.client;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.helia.broker.bitswap.internal.wire.Payload;

/** Counts what has come. */
public final class ArrivalCounts {
  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong duplicateBlocks = new AtomicLong();
  private final AtomicLong duplicateBytes = new AtomicLong();
  private final AtomicLong unwantedBlocks = new AtomicLong();
  private final AtomicLong unwantedBytes = new AtomicLong();

  /** A message has come. */
  public void message() {
    messages.incrementAndGet();
  }

  /** Blocks have come while nothing was wanted; nobody has looked which. */
  public void unexpected(List<Payload> blocks) {
    blocks.forEach(block -> unwanted(block.data().length));
  }

  void duplicate(long bytes) {
    duplicateBlocks.incrementAndGet();
    duplicateBytes.addAndGet(bytes);
  }

  void unwanted(long bytes) {
    unwantedBlocks.incrementAndGet();
    unwantedBytes.addAndGet(bytes);
  }

  /** Messages of any kind. */
  public long messages() {
    return messages.get();
  }

  /** Blocks that had come before, or were wanted no longer. */
  public long duplicateBlocks() {
    return duplicateBlocks.get();
  }

  /** Their bytes. */
  public long duplicateBytes() {
    return duplicateBytes.get();
  }

  /** Blocks that nobody had asked for. */
  public long unwantedBlocks() {
    return unwantedBlocks.get();
  }

  /** Their bytes. */
  public long unwantedBytes() {
    return unwantedBytes.get();
  }
}
