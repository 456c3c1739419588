package org.helia.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.helia.ipld.dagpb.DagPb;
import org.helia.ipld.dagpb.PbLink;
import org.helia.ipld.dagpb.PbNode;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** DAG-PB nodes of 1,000 links; the figures are links per second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DagPbBenchmark {
  private static final int LINKS = 1000;

  private final PbNode node = new PbNode(links(), new byte[0]);
  private final byte[] block = DagPb.encode(node);

  private static List<PbLink> links() {
    List<PbLink> links = new ArrayList<>();
    for (int i = 0; i < LINKS; i++) {
      byte[] digest = new byte[32];
      digest[0] = (byte) i;
      digest[1] = (byte) (i >> 8);
      Cid cid = Cid.v1(Multicodec.RAW, Multihash.wrap(Multicodec.SHA2_256, digest));
      links.add(new PbLink("file-%05d".formatted(i), cid, 262144L + i));
    }
    return links;
  }

  @Benchmark
  @OperationsPerInvocation(LINKS)
  public void listLinks(Blackhole sink) {
    DagPb.links(block, sink::consume);
  }

  @Benchmark
  @OperationsPerInvocation(LINKS)
  public PbNode decode() {
    return DagPb.decode(block);
  }

  @Benchmark
  @OperationsPerInvocation(LINKS)
  public byte[] encode() {
    return DagPb.encode(node);
  }
}
