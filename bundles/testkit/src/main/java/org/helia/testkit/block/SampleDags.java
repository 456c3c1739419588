package org.helia.testkit.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.CidFormat;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.testkit.codec.FakeCodecs;

/** Makes DAGs of raw leaves and nodes of {@link FakeCodecs#LINES}. */
public final class SampleDags {
  private static final CidFormat NODE = new CidFormat(1, FakeCodecs.LINES, Multicodec.SHA2_256);

  private SampleDags() {}

  /** A leaf of some bytes that depend on the seed. */
  public static Cid leaf(BlockWriter writer, long seed) {
    return writer.put(CidFormat.V1_RAW, SampleBlocks.bytes(seed, 32));
  }

  /** A node with these links. */
  public static Cid node(BlockWriter writer, Cid... links) {
    return node(writer, "node", Arrays.asList(links));
  }

  /**
   * A node with these links.
   *
   * @param comment makes it differ from others with the same links
   */
  public static Cid node(BlockWriter writer, String comment, List<Cid> links) {
    return writer.put(NODE, FakeCodecs.content(links, comment));
  }

  /**
   * A tree of different blocks.
   *
   * @param leaves how many leaves
   * @param fanout how many links each node has at most
   * @param firstSeed trees with seeds apart by more than the number of leaves share nothing
   */
  public static Cid tree(BlockWriter writer, int leaves, int fanout, long firstSeed) {
    List<Cid> level = new ArrayList<>();
    for (int i = 0; i < leaves; i++) {
      level.add(leaf(writer, firstSeed + i));
    }
    do {
      List<Cid> next = new ArrayList<>();
      for (int i = 0; i < level.size(); i += fanout) {
        next.add(node(writer, "tree", level.subList(i, Math.min(level.size(), i + fanout))));
      }
      level = next;
    } while (level.size() > 1);
    return level.get(0);
  }
}
