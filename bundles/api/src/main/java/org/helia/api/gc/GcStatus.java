package org.helia.api.gc;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How the collector is doing.
 *
 * @param phase what it does
 * @param maxBytes the quota; empty when there is none
 * @param usedBytes what the blocks take, as far as it is known; empty without a quota
 * @param owners the names of all {@link BlockRoots} it knows
 * @param missingOwners those of them that are not there: nothing is collected
 * @param last the last report
 */
public record GcStatus(
    Phase phase,
    OptionalLong maxBytes,
    OptionalLong usedBytes,
    Set<String> owners,
    Set<String> missingOwners,
    Optional<GcReport> last) {
  /** Keeps its own copies. */
  public GcStatus {
    owners = Set.copyOf(owners);
    missingOwners = Set.copyOf(missingOwners);
  }

  /** What a collector does. */
  public enum Phase {
    /** Nothing. */
    IDLE,
    /** Finds what is needed. */
    MARKING,
    /** Deletes what is not. */
    SWEEPING,
    /** Waits in the middle of a collection to be called again. */
    PAUSED
  }
}
