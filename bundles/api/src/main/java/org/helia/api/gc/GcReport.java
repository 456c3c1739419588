package org.helia.api.gc;

import java.time.Duration;

/**
 * What a collection did, over all its parts if it was paused.
 *
 * @param complete false: it was paused, and the next one goes on
 * @param dryRun whether nothing was really deleted
 * @param roots how many roots there were
 * @param markedBlocks how many blocks are needed
 * @param deletedBlocks how many were deleted
 * @param deletedBytes their sizes summed, in bytes
 * @param failedBlocks how many could not be deleted
 * @param brokenBlocks how many counted as leaves as they could not be followed
 * @param duration the time it took
 */
public record GcReport(
    boolean complete,
    boolean dryRun,
    long roots,
    long markedBlocks,
    long deletedBlocks,
    long deletedBytes,
    long failedBlocks,
    long brokenBlocks,
    Duration duration) {}
