package org.helia.dag.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.helia.api.CancelledException;
import org.helia.api.block.Block;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.CidFormat;
import org.helia.api.codec.Codecs;
import org.helia.api.dag.DagChange;
import org.helia.api.dag.DagException;
import org.helia.api.dag.NoSuchLinkException;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.ipld.dagpb.DagPb;
import org.helia.ipld.dagpb.PbLink;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.jspecify.annotations.Nullable;

/** Applies changes to a DAG. Each block on the way is written once, however many they are. */
final class DagPatch {
  private final BlockLoader blocks;
  private final Codecs codecs;
  private final BlockWriter writer;

  DagPatch(BlockLoader blocks, Codecs codecs, BlockWriter writer) {
    this.blocks = blocks;
    this.codecs = codecs;
    this.writer = writer;
  }

  /** A change and how much of its path has been followed. */
  private record Step(DagChange change, int followed) {
    String segment() {
      return change.path().get(followed);
    }

    boolean isLast() {
      return followed + 1 == change.path().size();
    }

    Step next() {
      return new Step(change, followed + 1);
    }
  }

  Cid apply(Cid root, List<DagChange> changes) {
    Cid patched = root;
    List<Step> below = new ArrayList<>();
    for (DagChange change : changes) {
      if (!change.path().isEmpty()) {
        below.add(new Step(change, 0));
      } else if (change.after() instanceof LinkNode link) {
        patched = link.cid();
      } else {
        throw new DagException("the root of a DAG can only be replaced by another link");
      }
    }
    return below.isEmpty() ? patched : patchBlock(patched, below);
  }

  private Cid patchBlock(Cid cid, List<Step> steps) {
    CancelledException.checkpoint("patching a DAG");
    if (steps.get(0).followed() > DagDiff.MAX_DEPTH) {
      throw new DagException("a change more than %d segments deep".formatted(DagDiff.MAX_DEPTH));
    }
    Block block = blocks.get(cid, () -> way(steps));
    CidFormat format = new CidFormat(cid.version(), cid.codec(), cid.multihash().code());
    byte[] bytes =
        cid.codec() == Multicodec.DAG_PB
            ? patchNames(block, steps)
            : codecs
                .nodeCodec(cid.codec())
                .encode(patchValue(cid, blocks.decode(block, () -> way(steps)), steps));
    return writer.put(format, bytes);
  }

  private static String way(List<Step> steps) {
    Step first = steps.get(0);
    return "at /" + String.join("/", first.change().path().subList(0, first.followed()));
  }

  private byte[] patchNames(Block block, List<Step> steps) {
    NamedLinks node =
        BlockLoader.naming(block.cid(), () -> way(steps), () -> NamedLinks.of(block))
            .orElseThrow(
                () ->
                    new DagException(
                        "block %s has links without names or of the same name, so it cannot be patched"
                            .formatted(block.cid())));
    for (List<Step> group : groups(steps)) {
      String name = group.get(0).segment();
      if (group.get(0).isLast()) {
        setName(block.cid(), node.links(), name, group.get(0).change().after());
      } else {
        PbLink link = node.links().get(name);
        if (link == null) {
          throw new NoSuchLinkException(name, block.cid(), "a dag-pb without it");
        }
        node.links().put(name, link(name, patchBlock(link.cid(), nexts(group))));
      }
    }
    return node.encode();
  }

  private void setName(Cid block, Map<String, PbLink> links, String name, @Nullable Node after) {
    if (after instanceof LinkNode link) {
      links.put(name, link(name, link.cid()));
    } else if (after != null) {
      throw new DagException(
          "\"%s\" in the dag-pb block %s can only be a link".formatted(name, block));
    } else if (links.remove(name) == null) {
      throw new NoSuchLinkException(name, block, "a dag-pb without it");
    }
  }

  /** A link with the size of the DAG that it leads to, as the blocks there tell it. */
  private PbLink link(String name, Cid to) {
    Block block = blocks.get(to, () -> "linked to as \"" + name + "\"");
    long size = block.size();
    if (to.codec() == Multicodec.DAG_PB) {
      for (PbLink link : DagPb.decode(block.bytes()).links()) {
        size += Math.max(0, link.tsize());
      }
    }
    return new PbLink(name, to, Math.max(0, size));
  }

  private Node patchValue(Cid cid, Node value, List<Step> steps) {
    Node patched = value;
    for (List<Step> group : groups(steps)) {
      Step first = group.get(0);
      if (first.isLast()) {
        patched = with(cid, patched, first.segment(), first.change().after());
      } else {
        Node child = childOf(cid, patched, first.segment());
        Node changed =
            child instanceof LinkNode link
                ? new LinkNode(patchBlock(link.cid(), nexts(group)))
                : patchValue(cid, child, nexts(group));
        patched = with(cid, patched, first.segment(), changed);
      }
    }
    return patched;
  }

  private static Node childOf(Cid cid, Node parent, String segment) {
    Node child = parent instanceof MapNode map ? map.get(segment) : null;
    if (child != null) {
      return child;
    }
    if (parent instanceof ListNode list) {
      int index = PathWalk.index(segment, list.items().size());
      if (index >= 0) {
        return list.items().get(index);
      }
    }
    throw new NoSuchLinkException(segment, cid, "a value without it");
  }

  private static Node with(Cid cid, Node parent, String segment, @Nullable Node child) {
    if (parent instanceof MapNode map) {
      Map<String, Node> entries = new LinkedHashMap<>(map.entries());
      if (child != null) {
        entries.put(segment, child);
        return new MapNode(entries);
      }
      if (entries.remove(segment) != null) {
        return new MapNode(entries);
      }
    }
    if (parent instanceof ListNode list) {
      List<Node> items = new ArrayList<>(list.items());
      int index = PathWalk.index(segment, items.size() + 1);
      boolean isThere = index >= 0 && index < items.size();
      if (child != null && index == items.size()) {
        items.add(child);
        return new ListNode(items);
      }
      if (isThere && child != null) {
        items.set(index, child);
        return new ListNode(items);
      }
      if (isThere) {
        items.remove(index);
        return new ListNode(items);
      }
    }
    throw new NoSuchLinkException(segment, cid, "a value without it");
  }

  /** What follows each other below the same segment; a change of the segment itself stays alone. */
  private static List<List<Step>> groups(List<Step> steps) {
    List<List<Step>> groups = new ArrayList<>();
    List<Step> last = List.of();
    for (Step step : steps) {
      boolean joins =
          !last.isEmpty()
              && !step.isLast()
              && !last.get(0).isLast()
              && last.get(0).segment().equals(step.segment());
      if (!joins) {
        last = new ArrayList<>();
        groups.add(last);
      }
      last.add(step);
    }
    return groups;
  }

  private static List<Step> nexts(List<Step> group) {
    return group.stream().map(Step::next).toList();
  }
}
