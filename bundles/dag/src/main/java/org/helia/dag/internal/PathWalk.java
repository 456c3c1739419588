package org.helia.dag.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.helia.api.CancelledException;
import org.helia.api.block.Block;
import org.helia.api.dag.DagException;
import org.helia.api.dag.DagLayout;
import org.helia.api.dag.NoSuchLinkException;
import org.helia.api.dag.ResolvedPath;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.api.path.ContentPath;
import org.helia.ipld.dagpb.DagPb;
import org.helia.ipld.dagpb.PbLink;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.jspecify.annotations.Nullable;

/** Follows one path through blocks. */
final class PathWalk {
  private final ContentPath path;
  private final BlockLoader blocks;
  private final Layouts layouts;
  private Cid cid;
  private List<String> left;

  /** What the path leads to within the last block; null when that is the block itself. */
  private @Nullable Node value;

  PathWalk(ContentPath path, BlockLoader blocks, Layouts layouts) {
    this.path = path;
    this.blocks = blocks;
    this.layouts = layouts;
    this.cid = path.rootCid();
    this.left = path.segments();
  }

  /**
   * Follows the path to its end. The last block is read only when the path leads on in it.
   *
   * @throws NoSuchLinkException when it leads nowhere
   */
  PathWalk follow() {
    while (!left.isEmpty() && value == null) {
      CancelledException.checkpoint("following " + path);
      Block block = blocks.get(cid, way());
      Optional<DagLayout> layout = isIpfs() ? layouts.covering(block) : Optional.empty();
      if (layout.isPresent()) {
        followLayout(layout.get(), block);
      } else if (isIpfs() && cid.codec() == Multicodec.DAG_PB) {
        followPbName(block);
      } else {
        followValue(blocks.decode(block, way()));
      }
    }
    return this;
  }

  private boolean isIpfs() {
    return path.namespace() == ContentPath.Namespace.IPFS;
  }

  private void followLayout(DagLayout layout, Block block) {
    String name = left.get(0);
    Optional<Cid> found =
        BlockLoader.naming(cid, way(), () -> layout.find(block, name, blocks.session()));
    hop(
        found.orElseThrow(
            () -> new NoSuchLinkException(name, cid, layout.name() + " that does not have it")),
        1);
  }

  /** Names of links lead on in any DAG-PB, also in what is not of UnixFS. */
  private void followPbName(Block block) {
    String name = left.get(0);
    Optional<PbLink> found =
        BlockLoader.naming(cid, way(), () -> DagPb.decode(block.bytes())).links().stream()
            .filter(link -> link.nameOrEmpty().equals(name))
            .findFirst();
    if (found.isEmpty() && layouts.none()) {
      throw new DagException(
          "no link named \"%s\" under %s; to look into directories, feature:install helia-unixfs"
              .formatted(name, cid));
    }
    hop(
        found.orElseThrow(() -> new NoSuchLinkException(name, cid, "a dag-pb without it")).cid(),
        1);
  }

  private void followValue(Node block) {
    Node at = block;
    int used = 0;
    while (used < left.size() && !(at instanceof LinkNode)) {
      at = child(at, left.get(used));
      used++;
    }
    if (at instanceof LinkNode link) {
      hop(link.cid(), used);
    } else {
      value = at;
    }
  }

  private void hop(Cid next, int used) {
    cid = next;
    left = left.subList(used, left.size());
  }

  private Node child(Node parent, String segment) {
    if (parent instanceof MapNode map) {
      Node child = map.get(segment);
      if (child == null) {
        throw new NoSuchLinkException(segment, cid, "a map without it");
      }
      return child;
    }
    if (parent instanceof ListNode list) {
      int index = index(segment, list.items().size());
      if (index < 0) {
        throw new NoSuchLinkException(
            segment, cid, "a list of %d items".formatted(list.items().size()));
      }
      return list.items().get(index);
    }
    throw new NoSuchLinkException(segment, cid, "the end of a value, of kind " + parent.kind());
  }

  /** The index that a segment stands for, or -1. */
  static int index(String segment, int size) {
    boolean isNumber =
        !segment.isEmpty()
            && segment.length() < 10
            && segment.chars().allMatch(c -> c >= '0' && c <= '9');
    int index = isNumber ? Integer.parseInt(segment) : -1;
    return index < size ? index : -1;
  }

  private Supplier<String> way() {
    return () -> "on the way of " + path;
  }

  /** Where the path leads, as far as it was followed. */
  ResolvedPath end() {
    return new ResolvedPath(cid, left);
  }

  /** The last block. */
  Cid cid() {
    return cid;
  }

  /** What the path leads to; reads the last block if that has not been done. */
  Node value() {
    return value != null ? value : blocks.decode(blocks.get(cid, way()), way());
  }
}
