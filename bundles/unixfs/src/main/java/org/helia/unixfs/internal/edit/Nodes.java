package org.helia.unixfs.internal.edit;

import java.nio.ByteBuffer;
import java.util.List;
import org.helia.api.CancelledException;
import org.helia.api.block.Block;
import org.helia.api.block.BlockSession;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.CidFormat;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.unixfs.UnixFsException;
import org.helia.ipld.dagpb.DagPb;
import org.helia.ipld.dagpb.PbLink;
import org.helia.ipld.dagpb.PbNode;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.helia.unixfs.internal.format.DataType;
import org.helia.unixfs.internal.format.UnixFsData;
import org.jspecify.annotations.Nullable;

/** Reads and stores the nodes of one edit. */
final class Nodes implements AutoCloseable {
  private final BlockSession session;
  private final BlockWriter blocks;

  /**
   * @param session closed with this
   * @param blocks neither committed nor closed here
   */
  Nodes(BlockSession session, BlockWriter blocks) {
    this.session = session;
    this.blocks = blocks;
  }

  /**
   * A node.
   *
   * @param where what it is, or is a part of, for errors
   * @throws UnixFsException when the block is not UnixFS
   */
  EditNode load(Cid cid, String where) {
    CancelledException.checkpoint("editing " + where);
    return decode(fetch(cid, where), where);
  }

  /**
   * As {@link #load}, protects what the node has of the DAG, and stores the block where it was
   * found elsewhere.
   */
  EditNode adopt(Cid cid, String where) {
    blocks.keepDag(cid);
    Block block = fetch(cid, where);
    EditNode node = decode(block, where);
    blocks.put(block);
    return node;
  }

  private Block fetch(Cid cid, String where) {
    if (cid.codec() != Multicodec.RAW && cid.codec() != Multicodec.DAG_PB) {
      String codec = Multicodec.nameOf(cid.codec());
      throw malformed(
          where,
          cid,
          "its codec is " + codec + ", but UnixFS has only raw and dag-pb blocks",
          null);
    }
    return session.get(cid);
  }

  private static EditNode decode(Block block, String where) {
    Cid cid = block.cid();
    if (cid.codec() == Multicodec.RAW) {
      UnixFsData content = UnixFsData.leaf(ByteBuffer.wrap(block.bytes()));
      return new EditNode(cid, block.size(), List.of(), content);
    }
    try {
      return decodeDagPb(block);
    } catch (MalformedBlockException e) {
      throw malformed(where, cid, e.getMessage(), e);
    }
  }

  private static EditNode decodeDagPb(Block block) {
    PbNode node = DagPb.decode(block.bytes());
    byte[] bytes = node.data();
    if (bytes == null) {
      throw new MalformedBlockException("dag-pb without data, which UnixFS nodes always have");
    }
    UnixFsData data = UnixFsData.decode(ByteBuffer.wrap(bytes));
    if (data.type() == DataType.METADATA) {
      throw new MalformedBlockException("of type Metadata, which UnixFS reserves but not uses");
    }
    return new EditNode(block.cid(), block.size(), node.links(), data);
  }

  /** Stores a DAG-PB node; the link to it has that name. */
  PbLink store(String name, CidFormat format, List<PbLink> links, UnixFsData data) {
    byte[] block = DagPb.encode(new PbNode(links, data.encode()));
    Cid cid = blocks.put(fitting(format, block), block);
    return new EditNode(cid, block.length, links, data).link(name);
  }

  /** Stores a raw block; the link to it has an empty name. */
  PbLink storeRaw(CidFormat format, byte[] block) {
    CidFormat raw = format.withCodec(Multicodec.RAW);
    return new PbLink("", blocks.put(fitting(raw, block), block), block.length);
  }

  /** What is too long to be its own hash gets a real one, as with Kubo. */
  private static CidFormat fitting(CidFormat format, byte[] block) {
    boolean tooLong =
        format.hash() == Multicodec.IDENTITY && block.length > Multihash.MAX_DIGEST_LENGTH;
    return tooLong ? new CidFormat(format.version(), format.codec(), Multicodec.SHA2_256) : format;
  }

  /** The error for a block that is not what it should be. */
  static UnixFsException malformed(
      String where, Cid cid, @Nullable String fault, @Nullable Throwable cause) {
    String text = "%s is malformed: block %s: %s".formatted(where, cid, fault);
    return cause == null ? new UnixFsException(text) : new UnixFsException(text, cause);
  }

  @Override
  public void close() {
    session.close();
  }
}
