package org.helia.benchmarks.net;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** One figure, measured several times: at least once. */
record Samples(double[] sorted) {
  static Samples of(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return new Samples(sorted);
  }

  double median() {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** As in "612.0 (590.1-640.7, 5)". */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,.4g (%,.4g-%,.4g, %d)",
        median(),
        sorted[0],
        sorted[sorted.length - 1],
        sorted.length);
  }
}
