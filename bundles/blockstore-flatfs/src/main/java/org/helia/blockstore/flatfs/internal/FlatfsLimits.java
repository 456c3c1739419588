package org.helia.blockstore.flatfs.internal;

import java.time.Duration;

/**
 * How much a store may have under way.
 *
 * @param maxBlockBytes the largest block that is stored or read
 * @param journaledBlockBytes up to this size a block goes through the journal
 * @param journalBytes how large the journals may be before a put waits for a checkpoint; bounds the
 *     memory that small blocks take and the time to open after a crash
 * @param journalBlocks how many blocks they may have
 * @param stagedBlocks how many large blocks may wait for the disk before a put waits, too; bounds
 *     the time that a sync takes
 * @param manyFiles from so many new files on, a checkpoint makes the whole file system durable
 *     instead of each file
 * @param checkpointDelay when a small block becomes a file at the latest, if all goes well
 * @param patience how long a call waits for the disk before it fails
 */
record FlatfsLimits(
    int maxBlockBytes,
    int journaledBlockBytes,
    long journalBytes,
    int journalBlocks,
    int stagedBlocks,
    int manyFiles,
    Duration checkpointDelay,
    Duration patience) {

  /** Refuses blocks in the journal that could not be read back. */
  FlatfsLimits {
    if (journaledBlockBytes > JournalRecord.MAX_BLOCK_BYTES) {
      throw new IllegalArgumentException(
          "journaledBlockBytes must be at most %d, not %d"
              .formatted(JournalRecord.MAX_BLOCK_BYTES, journaledBlockBytes));
    }
  }

  static final FlatfsLimits DEFAULT =
      new FlatfsLimits(
          128 * 1024 * 1024,
          64 * 1024,
          32L * 1024 * 1024,
          32 * 1024,
          128,
          1000,
          Duration.ofSeconds(5),
          Duration.ofMinutes(2));
}
