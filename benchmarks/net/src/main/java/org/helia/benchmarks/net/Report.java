package org.helia.benchmarks.net;

import java.io.PrintStream;
import java.util.Optional;

/** Prints a row for each figure as soon as it is there. */
final class Report {
  private static final String ROW = "%-38s %-26s %-6s %-34s %-22s %s%n";

  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
    out.printf(ROW, "", "", "", "median (min-max, samples)", "processor time, each", "target");
  }

  /**
   * @param who which peers
   * @param processors what it cost each of the two, or nothing
   */
  void add(
      String who,
      String what,
      String unit,
      Samples samples,
      String processors,
      Optional<Target> target) {
    String verdict = target.map(each -> each.verdict(samples.median())).orElse("");
    out.printf(ROW, who, what, unit, samples, processors, verdict);
    out.flush();
  }

  /** Says loudly what could not be measured. */
  void skip(String who, String why) {
    out.printf("%-38s SKIPPED: %s%n", who, why);
    out.flush();
  }
}
