package org.helia.broker.gateway.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Whom one reader can ask. */
final class Candidates {
  /** How many at most. */
  static final int MAX = 64;

  private final List<Candidate> all = new CopyOnWriteArrayList<>();

  /**
   * Adds one, if it is new and there is room.
   *
   * @return whether it was added
   */
  synchronized boolean add(Candidate candidate) {
    boolean known = all.stream().anyMatch(each -> each.gateway() == candidate.gateway());
    return !known && all.size() < MAX && all.add(candidate);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /**
   * The best that has not been asked: one that may be asked now before one that is better left
   * alone, then those that were preferred, then the one that is expected to be the fastest.
   */
  Optional<Candidate> best(Collection<Gateway> asked) {
    return all.stream()
        .filter(candidate -> !asked.contains(candidate.gateway()))
        .min(
            Comparator.<Candidate, Boolean>comparing(each -> each.gateway().isPaused())
                .thenComparing(each -> !each.preferred())
                .thenComparingDouble(each -> each.gateway().cost()));
  }
}
