package org.helia.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.helia.api.ipld.BoolNode;
import org.helia.api.ipld.BytesNode;
import org.helia.api.ipld.FloatNode;
import org.helia.api.ipld.IntNode;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.api.ipld.StringNode;
import org.helia.ipld.dagcbor.DagCbor;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * DAG-CBOR blocks; the figures are blocks per second. The same values are in {@code
 * dag-cbor-js/measure.mjs}, which measures {@code @ipld/dag-cbor} with them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DagCborBenchmark {
  private static final int LINKS = 50;
  private static final int BYTES = 64 * 1024;

  /** What is in the block. */
  public enum Content {
    /** A map of five fields, in the order in which a program would put them, not sorted. */
    MAP_OF_5(fiveFields()),
    /** A list of 50 links. */
    LINKS_50(links()),
    /** 64 KiB of bytes. */
    BYTES_64K(new BytesNode(new byte[BYTES]));

    private final Node node;

    Content(Node node) {
      this.node = node;
    }

    private static Node fiveFields() {
      Map<String, Node> fields = new LinkedHashMap<>();
      fields.put("id", IntNode.of(123456));
      fields.put("name", new StringNode("hello world"));
      fields.put("ok", BoolNode.TRUE);
      fields.put("ratio", new FloatNode(0.75));
      fields.put("tag", new StringNode("abc"));
      return new MapNode(fields);
    }

    private static Node links() {
      List<Node> links = new ArrayList<>();
      for (int i = 0; i < LINKS; i++) {
        byte[] digest = new byte[32];
        digest[0] = (byte) i;
        links.add(
            new LinkNode(Cid.v1(Multicodec.DAG_CBOR, Multihash.wrap(Multicodec.SHA2_256, digest))));
      }
      return new ListNode(links);
    }
  }

  @Param public Content content = Content.MAP_OF_5;

  private Node node = ListNode.EMPTY;
  private byte[] block = {};

  /** Takes the content. */
  @Setup
  public void take() {
    node = content.node;
    block = DagCbor.encode(node);
  }

  @Benchmark
  public byte[] encode() {
    return DagCbor.encode(node);
  }

  @Benchmark
  public Node decode() {
    return DagCbor.decode(block);
  }

  @Benchmark
  public void listLinks(Blackhole sink) {
    DagCbor.links(block, sink::consume);
  }
}
