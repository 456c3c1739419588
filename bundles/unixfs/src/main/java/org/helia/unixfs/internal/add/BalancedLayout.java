package org.helia.unixfs.internal.add;

import java.util.ArrayList;
import java.util.List;
import org.helia.unixfs.internal.format.Metadata;

/**
 * Builds the tree of a file from its leaves as they come, all of them at the same depth. Each level
 * keeps the nodes that have no parent yet; a level that is full becomes a node of the level above
 * only when another node comes, since the last one may turn out to be the root.
 *
 * @see <a href="https://specs.ipfs.tech/ipips/ipip-0499/#balanced">IPIP-499, balanced layout</a>
 */
final class BalancedLayout implements Layout {
  private final NodeWriter nodes;
  private final int maxLinks;
  private final List<List<DagRoot>> levels = new ArrayList<>();

  BalancedLayout(NodeWriter nodes, int maxLinks) {
    this.nodes = nodes;
    this.maxLinks = maxLinks;
  }

  @Override
  public void add(DagRoot leaf) {
    push(0, leaf);
  }

  @Override
  public DagRoot finish(Metadata metadata) {
    if (levels.isEmpty()) {
      return nodes.emptyFile(metadata);
    }
    for (int depth = 0; depth < levels.size() - 1; depth++) {
      push(depth + 1, nodes.file(levels.get(depth), Metadata.NONE));
    }
    List<DagRoot> highest = levels.get(levels.size() - 1);
    return highest.size() == 1 ? highest.get(0) : nodes.file(highest, metadata);
  }

  private void push(int depth, DagRoot node) {
    List<DagRoot> level = level(depth);
    if (level.size() == maxLinks) {
      push(depth + 1, nodes.file(level, Metadata.NONE));
      level.clear();
    }
    level.add(node);
  }

  private List<DagRoot> level(int depth) {
    if (depth == levels.size()) {
      levels.add(new ArrayList<>());
    }
    return levels.get(depth);
  }
}
