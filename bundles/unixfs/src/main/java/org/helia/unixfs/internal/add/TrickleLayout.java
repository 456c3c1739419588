package org.helia.unixfs.internal.add;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.helia.unixfs.internal.format.Metadata;

/**
 * Builds a trickle tree: a node has leaves first, as many as it may have links, then {@value
 * #REPEATS} subtrees of depth 1, as many of depth 2, and so on. A subtree of depth 1 has leaves
 * only; the root is of unlimited depth. Even a single leaf has a root above it.
 */
final class TrickleLayout implements Layout {
  /** How many subtrees of one depth stand side by side. */
  private static final int REPEATS = 4;

  private final NodeWriter nodes;
  private final int maxLeaves;
  private final Deque<OpenNode> open = new ArrayDeque<>();

  /** A node that has room for more, and with it all nodes above. */
  private record OpenNode(int depth, List<DagRoot> children) {}

  TrickleLayout(NodeWriter nodes, int maxLeaves) {
    this.nodes = nodes;
    this.maxLeaves = maxLeaves;
    open.push(new OpenNode(Integer.MAX_VALUE, new ArrayList<>()));
  }

  @Override
  public void add(DagRoot leaf) {
    while (isFull(open.element())) {
      closeLowest();
    }
    OpenNode lowest = open.element();
    if (lowest.children().size() >= maxLeaves) {
      lowest = new OpenNode(nextDepth(lowest), new ArrayList<>());
      open.push(lowest);
    }
    lowest.children().add(leaf);
  }

  /** How deep the next subtree of a node that has all its leaves is. */
  private int nextDepth(OpenNode node) {
    return (node.children().size() - maxLeaves) / REPEATS + 1;
  }

  private boolean isFull(OpenNode node) {
    return node.children().size() >= maxLeaves && nextDepth(node) >= node.depth();
  }

  private void closeLowest() {
    OpenNode lowest = open.remove();
    open.element().children().add(nodes.file(lowest.children(), Metadata.NONE));
  }

  @Override
  public DagRoot finish(Metadata metadata) {
    while (open.size() > 1) {
      closeLowest();
    }
    return nodes.file(open.element().children(), metadata);
  }
}
