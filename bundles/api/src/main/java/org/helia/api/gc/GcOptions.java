package org.helia.api.gc;

import java.time.Duration;
import java.util.Optional;

/**
 * How to collect.
 *
 * @param dryRun true: nothing is deleted, only counted and told
 * @param brokenBlocks what to do about a block below a root that is missing, cannot be read or has
 *     links that cannot be followed; blocks that are missing below best-effort roots are not broken
 * @param timeLimit pauses after this time; the next collection goes on where this one stopped
 */
public record GcOptions(boolean dryRun, BrokenBlocks brokenBlocks, Optional<Duration> timeLimit) {
  /** Deletes, gives up when a block is broken, and takes as long as it takes. */
  public static final GcOptions DEFAULTS =
      new GcOptions(false, BrokenBlocks.GIVE_UP, Optional.empty());

  /** The same, but nothing is deleted. */
  public static final GcOptions DRY_RUN =
      new GcOptions(true, BrokenBlocks.GIVE_UP, Optional.empty());

  /**
   * @throws IllegalArgumentException when the time limit is not positive
   */
  public GcOptions {
    timeLimit.ifPresent(
        limit -> {
          if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("timeLimit must be positive, not " + limit);
          }
        });
  }

  /** The same with a time limit. */
  public GcOptions within(Duration limit) {
    return new GcOptions(dryRun, brokenBlocks, Optional.of(limit));
  }

  /** What a block means whose links cannot be followed. */
  public enum BrokenBlocks {
    /** The collection is given up with nothing deleted. */
    GIVE_UP,
    /**
     * It counts as a block without links. What only it leads to is deleted, and lost when the block
     * comes back.
     */
    TAKE_AS_LEAF
  }
}
