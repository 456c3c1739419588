package org.helia.benchmarks;

import java.util.concurrent.TimeUnit;
import org.helia.api.Progress;
import org.helia.api.block.Blocks;
import org.helia.api.gc.GarbageCollector;
import org.helia.api.gc.GcListener;
import org.helia.api.gc.GcOptions;
import org.helia.api.gc.GcReport;
import org.helia.api.pin.Pin;
import org.helia.api.pin.PinOptions;
import org.helia.api.pin.Pins;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Pins and garbage collection in a node with its blocks in memory; the figures are milliseconds for
 * all blocks.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class RootsBenchmark extends RunningNode {
  @Param({"10000", "100000", "1000000"})
  public int size;

  @Param public DagShape shape = DagShape.RAW_LEAVES;

  private Pins pins;
  private GarbageCollector collector;
  private Pin pin;

  /** Makes a DAG and pins it. */
  @Setup(Level.Trial)
  public void fill() {
    pins = service(Pins.class);
    collector = service(GarbageCollector.class);
    pin =
        pins.add(
            SampleDags.dag(service(Blocks.class), shape, size), PinOptions.DEFAULTS, Progress.NONE);
  }

  /** Pins the DAG once more, which looks at all of it as the first time. */
  @Benchmark
  public Pin pin() {
    return pins.add(pin.cid(), PinOptions.DEFAULTS, Progress.NONE);
  }

  /** Marks everything, and finds nothing to delete. */
  @Benchmark
  public GcReport collect() {
    GcReport report = collector.collect(GcOptions.DEFAULTS, GcListener.NONE);
    if (report.markedBlocks() < size || report.deletedBlocks() != 0) {
      throw new IllegalStateException("not all was marked: " + report);
    }
    return report;
  }
}
