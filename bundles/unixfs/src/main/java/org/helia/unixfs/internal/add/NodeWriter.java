package org.helia.unixfs.internal.add;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.CidFormat;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.ipld.dagpb.DagPb;
import org.helia.ipld.dagpb.PbLink;
import org.helia.ipld.dagpb.PbNode;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.unixfs.internal.format.UnixFsData;
import org.helia.unixfs.internal.hamt.HamtShape;

/** Writes single nodes in the form that a profile asks for. Any number of threads may write. */
final class NodeWriter {
  private final BlockWriter blocks;
  private final CidFormat nodeFormat;
  private final CidFormat leafFormat;

  NodeWriter(BlockWriter blocks, UnixFsProfile profile) {
    this.blocks = blocks;
    this.nodeFormat = new CidFormat(profile.cidVersion(), Multicodec.DAG_PB, profile.hash());
    this.leafFormat = nodeFormat.withCodec(leafForm(profile).codec());
  }

  static LeafForm leafForm(UnixFsProfile profile) {
    return profile.rawLeaves() ? LeafForm.RAW : LeafForm.WRAPPED;
  }

  /** A chunk of a file. */
  DagRoot leaf(Leaf leaf) {
    Cid cid = blocks.put(leafFormat, leaf.block());
    return new DagRoot(cid, leaf.chunk(), leaf.block().length);
  }

  /** A file without content. */
  DagRoot emptyFile() {
    return leafFormat.codec() == Multicodec.RAW
        ? leaf(new Leaf(new byte[0], 0))
        : node(List.of(), UnixFsData.file(0, List.of()), 0);
  }

  /** A node of a file. Its links have empty names, as Kubo writes them. */
  DagRoot file(List<DagRoot> children) {
    List<PbLink> links = new ArrayList<>(children.size());
    List<Long> blocksizes = new ArrayList<>(children.size());
    long size = 0;
    for (DagRoot child : children) {
      links.add(link("", child));
      blocksizes.add(child.size());
      size += child.size();
    }
    return node(links, UnixFsData.file(size, blocksizes), size);
  }

  DagRoot symlink(byte[] target) {
    return node(List.of(), UnixFsData.symlink(ByteBuffer.wrap(target)), target.length);
  }

  /** A directory in one node. */
  DagRoot directory(List<Entry> entries) {
    List<PbLink> links = new ArrayList<>(entries.size());
    long size = 0;
    for (Entry entry : entries) {
      links.add(link(entry.name(), entry.root()));
      size += entry.root().size();
    }
    return node(links, UnixFsData.directory(), size);
  }

  /** A node of a HAMT, the entries in the order of their slots and named with their prefixes. */
  DagRoot hamtShard(HamtShape shape, BitSet slots, List<Entry> entries) {
    List<PbLink> links = new ArrayList<>(entries.size());
    long size = 0;
    for (Entry entry : entries) {
      links.add(link(entry.name(), entry.root()));
      size += entry.root().size();
    }
    ByteBuffer bitfield = ByteBuffer.wrap(HamtShape.bitfield(slots));
    return node(links, UnixFsData.hamtShard(bitfield, shape.fanout()), size);
  }

  private static PbLink link(String name, DagRoot target) {
    return new PbLink(name, target.cid(), target.dagSize());
  }

  private DagRoot node(List<PbLink> links, UnixFsData data, long size) {
    byte[] block = DagPb.encode(new PbNode(links, data.encode()));
    long dagSize = block.length;
    for (PbLink link : links) {
      dagSize += link.tsize();
    }
    return new DagRoot(blocks.put(nodeFormat, block), size, dagSize);
  }
}
