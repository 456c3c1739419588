package org.helia.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/**
 * Something that is measured and has a target.
 *
 * @param what it is, in a few words
 * @param benchmark the end of the name of one benchmark
 * @param unit of the target and of what is measured
 * @param target to be reached, or not to be exceeded if the unit is one of time
 * @param fromScore from what JMH measures to the unit
 * @param fromMicros from microseconds for one call to the unit
 */
record Figure(
    String what,
    String benchmark,
    Map<String, String> parameters,
    String unit,
    double target,
    DoubleUnaryOperator fromScore,
    DoubleUnaryOperator fromMicros) {
  private static final String MICROS = "us";
  private static final double MICROS_PER_SECOND = 1e6;
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final String FORMAT = "%-32s %14s %14s  %-27s %14s  %-4s %s";

  /** Above the lines. */
  static final String HEADER =
      FORMAT.formatted("", "target", "median", "(min-max, n)", "by CPU time", "", "");

  /** Calls per second; the benchmark measures throughput. */
  static Figure rate(String what, String benchmark, Map<String, String> parameters, long target) {
    return new Figure(
        what,
        benchmark,
        parameters,
        "/s",
        target,
        DoubleUnaryOperator.identity(),
        micros -> MICROS_PER_SECOND / micros);
  }

  /** Microseconds for a call; the benchmark measures them, too. */
  static Figure micros(String what, String benchmark, long target) {
    DoubleUnaryOperator same = DoubleUnaryOperator.identity();
    return new Figure(what, benchmark, Map.of(), MICROS, target, same, same);
  }

  /** Blocks per second; the benchmark measures milliseconds for that many. */
  static Figure blocks(
      String what, String benchmark, Map<String, String> parameters, long blocks, long target) {
    return new Figure(
        what,
        benchmark,
        parameters,
        "/s",
        target,
        millis -> blocks * MILLIS_PER_SECOND / millis,
        micros -> blocks * MICROS_PER_SECOND / micros);
  }

  /** The measured figure beside the target. */
  String line(RunResult result) {
    List<IterationResult> rounds =
        result.getBenchmarkResults().stream()
            .map(BenchmarkResult::getIterationResults)
            .flatMap(each -> each.stream())
            .toList();
    double[] values =
        rounds.stream()
            .mapToDouble(round -> fromScore.applyAsDouble(round.getPrimaryResult().getScore()))
            .sorted()
            .toArray();
    double[] micros = rounds.stream().mapToDouble(Figure::cpuMicros).sorted().toArray();
    double median = values[values.length / 2];
    return FORMAT.formatted(
        what,
        text(target),
        text(median),
        "(%s-%s, %d)".formatted(text(values[0]), text(values[values.length - 1]), values.length),
        text(fromMicros.applyAsDouble(micros[micros.length / 2])),
        unit,
        isReached(median) ? "" : "missed");
  }

  private static double cpuMicros(IterationResult round) {
    return Objects.requireNonNull(round.getSecondaryResults().get(CpuTime.LABEL)).getScore();
  }

  private boolean isReached(double value) {
    return unit.equals(MICROS) ? value <= target : value >= target;
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }
}
