package org.helia.benchmarks;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.Blocks;
import org.helia.api.block.CidFormat;
import org.helia.ipld.dagpb.DagPb;
import org.helia.ipld.dagpb.PbLink;
import org.helia.ipld.dagpb.PbNode;
import org.helia.multiformats.Cid;

/** Makes DAGs of a given size. */
final class SampleDags {
  /** How many links a node of a large file has; the default of Kubo for many years. */
  private static final int FILE_FANOUT = 174;

  /** How many links an inner node has where all blocks are nodes. */
  private static final int NODE_FANOUT = 8;

  private SampleDags() {}

  /** Makes a DAG of different blocks and returns its root. */
  static Cid dag(Blocks blocks, DagShape shape, int size) {
    try (BlockWriter writer = blocks.writer()) {
      Cid root = new Maker(writer, shape).make(size);
      writer.commit();
      return root;
    }
  }

  /** Numbers its blocks, so that no two of them are the same. */
  private static final class Maker {
    private final BlockWriter writer;
    private final DagShape shape;
    private final int fanout;
    private int number;

    Maker(BlockWriter writer, DagShape shape) {
      this.writer = writer;
      this.shape = shape;
      this.fanout = shape == DagShape.NODES ? NODE_FANOUT : FILE_FANOUT;
    }

    /** A DAG of that many blocks. */
    Cid make(int size) {
      byte[] data = ByteBuffer.allocate(Integer.BYTES).putInt(number++).array();
      if (size == 1 && shape == DagShape.RAW_LEAVES) {
        return writer.put(CidFormat.V1_RAW, data);
      }
      List<PbLink> links = new ArrayList<>();
      int left = size - 1;
      for (int child = fanout; child > 0 && left > 0; child--) {
        int part = (left + child - 1) / child;
        links.add(new PbLink("", make(part), part));
        left -= part;
      }
      return writer.put(CidFormat.V1_DAG_PB, DagPb.encode(new PbNode(links, data)));
    }
  }
}
