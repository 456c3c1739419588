package org.helia.dag.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.helia.api.block.Block;
import org.helia.api.block.CidFormat;
import org.helia.api.dag.Dags;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.Node;
import org.helia.api.ipld.StringNode;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.codec.FakeHashers;

/** A facade over blocks in memory, and graphs in them whose links are known. */
final class Graph {
  final FakeBlocks blocks = new FakeBlocks();
  final DagsComponent dags = new DagsComponent(blocks, new FixedCodecs());
  final Map<Cid, List<Cid>> links = new LinkedHashMap<>();

  /** A block of text. */
  Cid leaf(String text) {
    Cid cid = dags.putText(text);
    links.put(cid, List.of());
    return cid;
  }

  /** A list of a name and links. */
  Cid inner(String name, Cid... children) {
    List<Node> items = new ArrayList<>();
    items.add(new StringNode(name));
    Arrays.stream(children).map(LinkNode::new).forEach(items::add);
    Cid cid = dags.put(new ListNode(items), Dags.DAG_CBOR);
    links.put(cid, List.of(children));
    return cid;
  }

  /** A block of a codec that nobody knows. */
  Cid opaque() {
    byte[] bytes = {1, 2, 3};
    CidFormat format = new CidFormat(1, Multicodec.GIT_RAW, Multicodec.SHA2_256);
    Cid cid = format.cid(CidFormat.V1_RAW.cid(blocksHash(bytes)).multihash());
    blocks.put(Block.of(cid, bytes));
    return cid;
  }

  private static Multihash blocksHash(byte[] bytes) {
    return new FakeHashers().sum(Multicodec.SHA2_256, bytes);
  }

  /** Some blocks that share children; the root. */
  Cid random(long seed, int size) {
    Random random = new Random(seed);
    List<Cid> known = new ArrayList<>(List.of(leaf("first")));
    for (int i = 0; i < size; i++) {
      Cid[] children = new Cid[random.nextInt(5)];
      Arrays.setAll(children, child -> known.get(random.nextInt(known.size())));
      known.add(children.length == 0 ? leaf("leaf " + i) : inner("n" + i, children));
    }
    return inner("root", known.subList(known.size() - 10, known.size()).toArray(Cid[]::new));
  }

  /** Depth-first, each block before its children and once, in the simplest way. */
  void depthFirst(Cid cid, Set<Cid> seen) {
    if (seen.add(cid)) {
      children(cid).forEach(child -> depthFirst(child, seen));
    }
  }

  /** What a block links to. */
  List<Cid> children(Cid cid) {
    return links.getOrDefault(cid, List.of());
  }
}
