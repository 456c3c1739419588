package org.helia.api.metrics;

import java.util.List;

/**
 * How many measurements were how large.
 *
 * @param bounds the upper bounds of the classes, rising, without infinity
 * @param counts how many measurements each class has; one more than there are bounds
 * @param sum of all measurements
 */
public record Distribution(List<Double> bounds, List<Long> counts, double sum) {
  /**
   * @throws IllegalArgumentException when the numbers of bounds and classes do not fit
   */
  public Distribution {
    bounds = List.copyOf(bounds);
    counts = List.copyOf(counts);
    if (counts.size() != bounds.size() + 1) {
      throw new IllegalArgumentException(
          "%d bounds make %d classes, not %d"
              .formatted(bounds.size(), bounds.size() + 1, counts.size()));
    }
  }
}
