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
import org.helia.multiformats.Multihash;
import org.helia.unixfs.internal.format.Metadata;
import org.helia.unixfs.internal.format.UnixFsData;
import org.helia.unixfs.internal.hamt.HamtShape;

/** Writes single nodes in the form that a profile asks for. Any number of threads may write. */
final class NodeWriter {
  private final BlockWriter blocks;
  private final CidFormat nodeFormat;
  private final CidFormat leafFormat;
  private final LeafForm form;
  private final int inlineBytes;

  NodeWriter(BlockWriter blocks, UnixFsProfile profile) {
    this.blocks = blocks;
    this.nodeFormat = new CidFormat(profile.cidVersion(), Multicodec.DAG_PB, profile.hash());
    this.form = LeafForm.of(profile);
    this.leafFormat = nodeFormat.withCodec(form.codec());
    this.inlineBytes = profile.inlineBytes();
  }

  /** A chunk of a file. */
  DagRoot leaf(Leaf leaf) {
    Cid cid = put(leafFormat, leaf.block());
    return new DagRoot(cid, leaf.chunk(), leaf.block().length);
  }

  /** A chunk of a file that may be all of it, and then holds the file's metadata. */
  DagRoot onlyLeaf(Leaf leaf, Metadata metadata) {
    if (metadata.isEmpty()) {
      return leaf(leaf);
    }
    int chunk = leaf.chunk();
    ByteBuffer content = ByteBuffer.wrap(leaf.block(), form.headBytes(chunk), chunk).slice();
    return node(List.of(), UnixFsData.leaf(content).withMetadata(metadata), chunk);
  }

  /** A file without content. */
  DagRoot emptyFile(Metadata metadata) {
    return form == LeafForm.RAW && metadata.isEmpty()
        ? leaf(new Leaf(new byte[0], 0))
        : file(List.of(), metadata);
  }

  /** A node of a file. Its links have empty names, as Kubo writes them. */
  DagRoot file(List<DagRoot> children, Metadata metadata) {
    List<PbLink> links = new ArrayList<>(children.size());
    List<Long> blocksizes = new ArrayList<>(children.size());
    long size = 0;
    for (DagRoot child : children) {
      links.add(link("", child));
      blocksizes.add(child.size());
      size += child.size();
    }
    return node(links, UnixFsData.file(size, blocksizes).withMetadata(metadata), size);
  }

  DagRoot symlink(byte[] target, Metadata metadata) {
    UnixFsData data = UnixFsData.symlink(ByteBuffer.wrap(target)).withMetadata(metadata);
    return node(List.of(), data, target.length);
  }

  /** A directory in one node. */
  DagRoot directory(List<Entry> entries, Metadata metadata) {
    List<PbLink> links = new ArrayList<>(entries.size());
    long size = 0;
    for (Entry entry : entries) {
      links.add(link(entry.name(), entry.root()));
      size += entry.root().size();
    }
    return node(links, UnixFsData.directory().withMetadata(metadata), size);
  }

  /** A node of a HAMT, the entries in the order of their slots and named with their prefixes. */
  DagRoot hamtShard(HamtShape shape, BitSet slots, List<Entry> entries, Metadata metadata) {
    List<PbLink> links = new ArrayList<>(entries.size());
    long size = 0;
    for (Entry entry : entries) {
      links.add(link(entry.name(), entry.root()));
      size += entry.root().size();
    }
    ByteBuffer bitfield = ByteBuffer.wrap(HamtShape.bitfield(slots));
    UnixFsData data = UnixFsData.hamtShard(bitfield, shape.fanout()).withMetadata(metadata);
    return node(links, data, size);
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
    return new DagRoot(put(nodeFormat, block), size, dagSize, data.metadata());
  }

  /** Small blocks become their own CIDs, of version 1 whatever the profile says, as with Kubo. */
  private Cid put(CidFormat format, byte[] block) {
    return inlineBytes > 0 && block.length <= inlineBytes
        ? Cid.v1(format.codec(), Multihash.wrap(Multicodec.IDENTITY, block))
        : blocks.put(format, block);
  }
}
