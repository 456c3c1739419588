package org.helia.unixfs.internal.edit;

import java.nio.ByteBuffer;
import java.util.List;
import org.helia.api.block.CidFormat;
import org.helia.ipld.dagpb.PbLink;
import org.helia.multiformats.Multicodec;
import org.helia.unixfs.internal.format.DataType;
import org.helia.unixfs.internal.format.UnixFsData;

/**
 * Appends to files in the trickle layout, the one that Kubo's MFS writes: a node has leaves first
 * and then, four at a time, subtrees that grow deeper. So the beginning of a file stays near its
 * root however long the file becomes, and nothing that is there has to be moved. To a file of
 * another layout the subtrees are added all the same.
 */
final class Trickle {
  /** How many leaves a node has before its subtrees, as with Kubo. */
  static final int LEAVES = 174;

  /** How many subtrees of each depth follow one another. */
  private static final int REPEAT = 4;

  private final Nodes nodes;
  private final CidFormat format;
  private final boolean rawLeaves;
  private final String where;

  /**
   * @param format how new nodes are named
   * @param where what the file is called in errors
   */
  Trickle(Nodes nodes, CidFormat format, boolean rawLeaves, String where) {
    this.nodes = nodes;
    this.format = format;
    this.rawLeaves = rawLeaves;
    this.where = where;
  }

  /** Adds all chunks behind what the root of a file has. */
  void append(FilePart root, Chunks chunks) {
    int layer = layer(root);
    int repeat = repeat(root);
    if (layer == 0) {
      fillLeaves(root, chunks);
      if (chunks.done()) {
        return;
      }
      layer = 1;
    }
    fillLast(root, layer - 1, repeat, chunks);
    for (int depth = chunks.done() ? layer : layer + 1; !chunks.done(); depth++) {
      addSubtrees(root, depth, 0, chunks);
    }
  }

  /** Which round of subtrees a node is at, from 1; 0 while it has room for leaves. */
  private static int layer(FilePart node) {
    return node.children() < LEAVES ? 0 : (node.children() - LEAVES) / REPEAT + 1;
  }

  /** How many subtrees of the round are there. */
  private static int repeat(FilePart node) {
    return node.children() < LEAVES ? 0 : (node.children() - LEAVES) % REPEAT;
  }

  /** The last subtree may have room. */
  private void fillLast(FilePart node, int depth, int repeat, Chunks chunks) {
    if (node.children() <= LEAVES) {
      return;
    }
    int last = node.children() - 1;
    EditNode found = nodes.load(node.child(last).cid(), where);
    if (!found.isFile()) {
      throw Nodes.malformed(
          where, found.cid(), "a file leads to it, but it is " + found.description(), null);
    }
    if (!found.links().isEmpty()) {
      FilePart child = new FilePart(found);
      fillTo(child, depth - 1, chunks);
      node.replace(last, child.store(nodes), child.size());
    }
    if (repeat != 0) {
      addSubtrees(node, depth, repeat, chunks);
    }
  }

  private void fillTo(FilePart node, int maxDepth, Chunks chunks) {
    if (maxDepth == 0 || chunks.done()) {
      return;
    }
    int layer = layer(node);
    int repeat = repeat(node);
    if (layer == 0) {
      fillLeaves(node, chunks);
      layer = 1;
    }
    if (layer == maxDepth) {
      return;
    }
    fillLast(node, layer, repeat, chunks);
    for (int depth = chunks.done() ? layer : layer + 1;
        depth < maxDepth && !chunks.done();
        depth++) {
      addSubtrees(node, depth, 0, chunks);
    }
  }

  private void addSubtrees(FilePart node, int depth, int from, Chunks chunks) {
    for (int i = from; i < REPEAT && !chunks.done(); i++) {
      FilePart child = new FilePart(format);
      fillLeaves(child, chunks);
      for (int below = 1; below < depth && !chunks.done(); below++) {
        addSubtrees(child, below, 0, chunks);
      }
      node.add(child.store(nodes), child.size());
    }
  }

  private void fillLeaves(FilePart node, Chunks chunks) {
    while (node.children() < LEAVES && !chunks.done()) {
      byte[] chunk = chunks.chunk();
      node.add(leaf(chunk), chunk.length);
    }
  }

  private PbLink leaf(byte[] chunk) {
    if (rawLeaves) {
      return nodes.storeRaw(format.withCodec(Multicodec.RAW), chunk);
    }
    UnixFsData data =
        new UnixFsData(
            DataType.RAW,
            ByteBuffer.wrap(chunk),
            (long) chunk.length,
            List.of(),
            null,
            null,
            null,
            null);
    return nodes.store("", format, List.of(), data);
  }
}
