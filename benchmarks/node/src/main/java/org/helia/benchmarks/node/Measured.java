package org.helia.benchmarks.node;

import java.util.Arrays;
import java.util.Locale;

/**
 * One figure, measured several times.
 *
 * @param name what was measured
 * @param unit as in "MB/s"; more is better
 * @param runs each run's value, at least one
 * @param cpuSeconds processor time of the whole process, mean of a run
 */
record Measured(String name, String unit, double[] runs, double cpuSeconds) {
  double median() {
    double[] sorted = sorted();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private double[] sorted() {
    double[] sorted = runs.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  /** One row of the report, with the ratio to a limit of the same unit where there is one. */
  String row(String comparedWith, double limit) {
    double[] sorted = sorted();
    String ratio =
        Double.isNaN(limit)
            ? ""
            : String.format(Locale.ROOT, "%.2f x %s", median() / limit, comparedWith);
    return String.format(
        Locale.ROOT,
        "%-44s %10.0f %-8s %10.0f-%-10.0f %4d %6.2f s  %s",
        name,
        median(),
        unit,
        sorted[0],
        sorted[sorted.length - 1],
        runs.length,
        cpuSeconds,
        ratio);
  }

  String row() {
    return row("", Double.NaN);
  }
}
