package org.helia.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures everything that has a target and prints it with the target beside it: {@code
 * benchmarks/figures [PATTERN]}, where the pattern chooses lines by the name of the benchmark.
 */
public final class Figures {
  private static final long MILLION = 1_000_000;

  private Figures() {}

  /** Runs it. */
  public static void main(String[] arguments) throws RunnerException {
    String pattern = arguments.length == 0 ? "" : arguments[0];
    System.out.println(Figure.HEADER);
    for (Figure figure : all()) {
      if (figure.benchmark().contains(pattern)) {
        System.out.println(figure.line(run(figure)));
      }
    }
  }

  private static RunResult run(Figure figure) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(figure.benchmark() + "$")
            .addProfiler(CpuTime.class)
            .forks(1)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    figure.parameters().forEach(options::param);
    Collection<RunResult> results = new Runner(options.build()).run();
    return results.iterator().next();
  }

  private static List<Figure> all() {
    List<Figure> figures = new ArrayList<>();
    for (String direction : List.of("encode", "decode")) {
      figures.add(dagCbor(direction, "MAP_OF_5", 2 * MILLION));
      figures.add(dagCbor(direction, "LINKS_50", 150_000));
      figures.add(dagCbor(direction, "BYTES_64K", (1L << 30) / (64 << 10)));
    }
    figures.add(
        Figure.rate("DAG-PB links listed", "DagPbBenchmark.listLinks", Map.of(), 5 * MILLION));
    figures.add(Figure.micros("lookup among 10^6", "HamtBenchmark.lookup", 200));
    figures.add(Figure.micros("entry added to 10^4", "HamtBenchmark.addEntry", 2_000));
    figures.add(Figure.micros("MFS write beside 10^6", "HamtBenchmark.mfsWrite", 5_000));
    for (long size : new long[] {10_000, 100_000, MILLION}) {
      figures.add(roots("collect", DagShape.NODES, size, 150_000));
    }
    figures.add(roots("collect", DagShape.RAW_LEAVES, MILLION, 150_000));
    figures.add(roots("pin", DagShape.NODES, MILLION, 100_000));
    figures.add(roots("pin", DagShape.RAW_LEAVES, MILLION, 100_000));
    return figures;
  }

  private static Figure dagCbor(String direction, String content, long target) {
    return Figure.rate(
        "DAG-CBOR %s %s".formatted(direction, content),
        "DagCborBenchmark." + direction,
        Map.of("content", content),
        target);
  }

  private static Figure roots(String benchmark, DagShape shape, long size, long target) {
    return Figure.blocks(
        "%s %,d %s".formatted(benchmark, size, shape),
        "RootsBenchmark." + benchmark,
        Map.of("shape", shape.name(), "size", Long.toString(size)),
        size,
        target);
  }
}
