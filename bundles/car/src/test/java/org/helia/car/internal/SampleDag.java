package org.helia.car.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.helia.api.block.Block;
import org.helia.api.block.Blocks;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.Node;
import org.helia.api.ipld.StringNode;
import org.helia.ipld.dagcbor.DagCbor;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.codec.FakeHashers;

/** Builds DAGs and says, in the simplest way, in which order they are to be walked. */
final class SampleDag {
  private static final FakeHashers HASHERS = new FakeHashers();

  private final Map<Cid, Block> blocks = new LinkedHashMap<>();
  private final Map<Cid, List<Cid>> links = new LinkedHashMap<>();

  /** A raw block. */
  Cid leaf(long seed, int size) {
    return add(SampleBlocks.raw(seed, size), List.of());
  }

  /** A DAG-CBOR block: a name and links. */
  Cid inner(String name, Cid... children) {
    List<Node> items = new ArrayList<>();
    items.add(new StringNode(name));
    Arrays.stream(children).map(LinkNode::new).forEach(items::add);
    byte[] bytes = DagCbor.encode(new ListNode(items));
    return add(block(Multicodec.DAG_CBOR, bytes), List.of(children));
  }

  /** A block of any codec that links to nothing that we know of. */
  Cid opaque(long codec, byte[] bytes) {
    return add(block(codec, bytes), List.of());
  }

  private static Block block(long codec, byte[] bytes) {
    return Block.of(Cid.v1(codec, HASHERS.sum(Multicodec.SHA2_256, bytes)), bytes);
  }

  private Cid add(Block block, List<Cid> children) {
    blocks.put(block.cid(), block);
    links.put(block.cid(), children);
    return block.cid();
  }

  /** A DAG of some blocks that share children; its root. */
  static Cid random(SampleDag dag, long seed, int size) {
    Random random = new Random(seed);
    List<Cid> known = new ArrayList<>(List.of(dag.leaf(seed, 20)));
    for (int i = 0; i < size; i++) {
      Cid[] children = new Cid[random.nextInt(6)];
      Arrays.setAll(children, child -> known.get(random.nextInt(known.size())));
      known.add(children.length == 0 ? dag.leaf(i, 30) : dag.inner("n" + i, children));
    }
    return dag.inner("root", known.toArray(Cid[]::new));
  }

  Block block(Cid cid) {
    return blocks.get(cid);
  }

  void putInto(Blocks store) {
    blocks.values().forEach(store::put);
  }

  /** Depth-first, each block before its children, each once. */
  List<Cid> inOrder(Cid... roots) {
    List<Cid> order = new ArrayList<>();
    Set<Cid> seen = new HashSet<>();
    Arrays.stream(roots).forEach(root -> visit(root, order, seen));
    return order;
  }

  private void visit(Cid cid, List<Cid> order, Set<Cid> seen) {
    if (seen.add(cid)) {
      order.add(cid);
      links.get(cid).forEach(child -> visit(child, order, seen));
    }
  }
}
