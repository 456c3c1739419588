package org.helia.gc.internal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.helia.api.block.Blocks;
import org.helia.api.block.BlockstoreFullException;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;

/**
 * How many bytes the blocks take, of how many they may. Counts up with each block that comes and
 * down with each that is collected. It may be too much, as when a block is deleted by hand, so it
 * is counted anew before a collection.
 */
final class Quota {
  private static final long UNKNOWN = -1;

  private final Blocks blocks;
  private final Supplier<Settings> settings;
  private final AtomicLong used = new AtomicLong(UNKNOWN);

  Quota(Blocks blocks, Supplier<Settings> settings) {
    this.blocks = blocks;
    this.settings = settings;
  }

  /** What is known; counts all blocks if nothing is. */
  long used() {
    if (used.get() == UNKNOWN) {
      used.compareAndSet(UNKNOWN, count());
    }
    return used.get();
  }

  private long count() {
    try (Stream<Multihash> hashes = blocks.hashes()) {
      return hashes.mapToLong(hash -> blocks.size(cid(hash)).orElse(0)).sum();
    }
  }

  private static Cid cid(Multihash hash) {
    return Cid.v1(Multicodec.RAW, hash);
  }

  void freed(long bytes) {
    used.getAndUpdate(now -> now == UNKNOWN ? UNKNOWN : Math.max(0, now - bytes));
  }

  void forget() {
    used.set(UNKNOWN);
  }

  /** Whether a collection has made enough room. */
  boolean isLow() {
    return used.get() != UNKNOWN && used.get() <= settings.get().lowBytes();
  }

  /**
   * Lets a block in, after making room if need be.
   *
   * @param makeRoom collects for so many bytes; returns when it is done or its time is over
   * @throws BlockstoreFullException when there is no room
   */
  void admit(Multihash block, int bytes, LongConsumer makeRoom) {
    Settings now = settings.get();
    if (!now.hasQuota() || blocks.has(cid(block))) {
      return;
    }
    if (used() + bytes > now.highBytes()) {
      makeRoom.accept(bytes);
    }
    long before =
        used.getAndUpdate(taken -> taken + bytes <= now.maxBytes() ? taken + bytes : taken);
    if (before + bytes > now.maxBytes()) {
      throw new BlockstoreFullException(
          ("block %s needs %d bytes, but the blocks take %d of the %d that maxBytes of %s allows, and a"
                  + " collection made no more room; unpin something or raise maxBytes")
              .formatted(block, bytes, before, now.maxBytes(), GcConfig.PID));
    }
  }
}
