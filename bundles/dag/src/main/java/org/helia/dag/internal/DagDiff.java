package org.helia.dag.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.helia.api.CancelledException;
import org.helia.api.block.Block;
import org.helia.api.dag.DagChange;
import org.helia.api.dag.DagException;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.jspecify.annotations.Nullable;

/**
 * Compares two DAGs. Equal links are equal DAGs, so only the ways to what differs are read.
 *
 * <p>Maps are compared by their keys, lists item by item, DAG-PB blocks by the names of their links
 * if that is possible without loss ({@link NamedLinks}). All other blocks that differ are one
 * change of the link to them.
 */
final class DagDiff {
  /** How many changes are found at most. */
  static final int MAX_CHANGES = 1_000_000;

  /** How many blocks below the root differences are looked for; deeper ones are one change. */
  static final int MAX_DEPTH = 512;

  private final BlockLoader blocks;
  private final List<DagChange> changes = new ArrayList<>();

  DagDiff(BlockLoader blocks) {
    this.blocks = blocks;
  }

  List<DagChange> between(Cid before, Cid after) {
    links(List.of(), before, after, 0);
    return changes;
  }

  private void links(List<String> path, Cid before, Cid after, int depth) {
    if (before.equals(after)) {
      return;
    }
    CancelledException.checkpoint("comparing DAGs");
    boolean comparable =
        before.codec() == after.codec() && before.codec() != Multicodec.RAW && depth < MAX_DEPTH;
    if (!comparable || !blocks(path, before, after, depth)) {
      add(path, new LinkNode(before), new LinkNode(after));
    }
  }

  /** Whether what is in two blocks could be compared. */
  private boolean blocks(List<String> path, Cid before, Cid after, int depth) {
    Supplier<String> way = () -> "at /" + String.join("/", path);
    Block one = blocks.get(before, way);
    Block other = blocks.get(after, way);
    if (before.codec() == Multicodec.DAG_PB) {
      Optional<NamedLinks> from = BlockLoader.naming(before, way, () -> NamedLinks.of(one));
      Optional<NamedLinks> to = BlockLoader.naming(after, way, () -> NamedLinks.of(other));
      boolean comparable = from.isPresent() && to.isPresent() && from.get().sameData(to.get());
      if (comparable) {
        maps(path, asMap(from.get()), asMap(to.get()), depth);
      }
      return comparable;
    }
    Node from = blocks.decode(one, way);
    Node to = blocks.decode(other, way);
    boolean comparable = from.kind() == to.kind() && (isMap(from) || from instanceof ListNode);
    if (comparable) {
      values(path, from, to, depth);
    }
    return comparable;
  }

  private static boolean isMap(Node node) {
    return node instanceof MapNode;
  }

  private static Map<String, Node> asMap(NamedLinks links) {
    Map<String, Node> map = new LinkedHashMap<>();
    links.links().forEach((name, link) -> map.put(name, new LinkNode(link.cid())));
    return map;
  }

  private void values(List<String> path, Node before, Node after, int depth) {
    if (before.equals(after)) {
      return;
    }
    if (before instanceof LinkNode from && after instanceof LinkNode to) {
      links(path, from.cid(), to.cid(), depth + 1);
    } else if (before instanceof MapNode from && after instanceof MapNode to) {
      maps(path, from.entries(), to.entries(), depth);
    } else if (before instanceof ListNode from && after instanceof ListNode to) {
      lists(path, from.items(), to.items(), depth);
    } else {
      add(path, before, after);
    }
  }

  private void maps(
      List<String> path, Map<String, Node> before, Map<String, Node> after, int depth) {
    Set<String> keys = new LinkedHashSet<>(before.keySet());
    keys.addAll(after.keySet());
    for (String key : keys) {
      Node from = before.get(key);
      Node to = after.get(key);
      if (from != null && to != null) {
        values(below(path, key), from, to, depth);
      } else {
        add(below(path, key), from, to);
      }
    }
  }

  /** What a list has less goes from its end, so that no index changes on the way. */
  private void lists(List<String> path, List<Node> before, List<Node> after, int depth) {
    int common = Math.min(before.size(), after.size());
    for (int i = 0; i < common; i++) {
      values(below(path, Integer.toString(i)), before.get(i), after.get(i), depth);
    }
    for (int i = before.size() - 1; i >= common; i--) {
      add(below(path, Integer.toString(i)), before.get(i), null);
    }
    for (int i = common; i < after.size(); i++) {
      add(below(path, Integer.toString(i)), null, after.get(i));
    }
  }

  private static List<String> below(List<String> path, String segment) {
    List<String> longer = new ArrayList<>(path);
    longer.add(segment);
    return longer;
  }

  private void add(List<String> path, @Nullable Node before, @Nullable Node after) {
    if (changes.size() == MAX_CHANGES) {
      throw new DagException("the DAGs differ in more than %d places".formatted(MAX_CHANGES));
    }
    changes.add(new DagChange(path, before, after));
  }
}
