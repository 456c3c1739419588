package org.helia.benchmarks;

import java.util.concurrent.TimeUnit;
import org.helia.multiformats.Cid;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading, writing and comparing CIDs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MultiformatsBenchmark {
  private final String text = "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi";
  private final Cid cid = Cid.parse(text);
  private final byte[] bytes = cid.toBytes();

  @Benchmark
  public Cid parseText() {
    return Cid.parse(text);
  }

  @Benchmark
  public Cid readBytes() {
    return Cid.fromBytes(bytes);
  }

  @Benchmark
  public String writeText() {
    return cid.toString();
  }
}
