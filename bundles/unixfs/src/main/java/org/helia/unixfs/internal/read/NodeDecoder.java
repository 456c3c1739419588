package org.helia.unixfs.internal.read;

import java.nio.ByteBuffer;
import java.util.List;
import org.helia.api.block.Block;
import org.helia.api.codec.MalformedBlockException;
import org.helia.ipld.dagpb.DagPb;
import org.helia.ipld.dagpb.PbNode;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.unixfs.internal.format.UnixFsData;
import org.helia.unixfs.internal.format.WrappedLeaf;
import org.helia.unixfs.internal.hamt.Shard;

/** Takes blocks apart. What it throws names neither path nor CID: the caller knows both. */
final class NodeDecoder {
  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

  private NodeDecoder() {}

  /**
   * The node that a block holds, if its codec is DAG-PB; otherwise the block is taken as raw.
   *
   * @throws MalformedBlockException when the block is not UnixFS
   */
  static UnixFsNode decode(Block block) {
    return block.cid().codec() == Multicodec.DAG_PB
        ? decodeDagPb(block)
        : FileNode.raw(block.cid(), block.bytes());
  }

  private static UnixFsNode decodeDagPb(Block block) {
    ByteBuffer leaf = WrappedLeaf.dataWithoutLinks(block.bytes());
    if (leaf != null) {
      return node(block, new PbNode(List.of(), null), UnixFsData.decode(leaf));
    }
    PbNode node = DagPb.decodeLazily(block.bytes());
    byte[] data = node.data();
    if (data == null) {
      throw new MalformedBlockException("dag-pb without data, which UnixFS nodes always have");
    }
    return node(block, node, UnixFsData.decode(ByteBuffer.wrap(data)));
  }

  private static UnixFsNode node(Block block, PbNode node, UnixFsData data) {
    Cid cid = block.cid();
    int size = block.size();
    return switch (data.type()) {
      case FILE, RAW -> file(cid, size, node, data);
      case DIRECTORY -> new DirectoryNode(cid, size, node.links(), data.metadata());
      case HAMT_SHARD -> new HamtNode(cid, size, Shard.of(data, node.links()), data.metadata());
      case SYMLINK -> symlink(cid, size, node, data);
      case METADATA ->
          throw new MalformedBlockException("of type Metadata, which UnixFS reserves but not uses");
    };
  }

  /** A size that is absent is made up for, as Kubo does; one that is there must be right. */
  private static FileNode file(Cid cid, int blockSize, PbNode node, UnixFsData data) {
    long sum = FileNode.sum(data.dataLength(), data.blocksizes());
    if (data.filesize() != null && data.filesize() != sum) {
      throw new MalformedBlockException(
          "a file that says it has %d bytes, while its parts have %d"
              .formatted(data.filesize(), sum));
    }
    return new FileNode(
        cid,
        blockSize,
        content(data),
        List.copyOf(node.links()),
        data.blocksizes(),
        sum,
        data.metadata());
  }

  private static SymlinkNode symlink(Cid cid, int blockSize, PbNode node, UnixFsData data) {
    if (!node.links().isEmpty()) {
      throw new MalformedBlockException("a symbolic link with children");
    }
    return new SymlinkNode(cid, blockSize, content(data), data.metadata());
  }

  private static ByteBuffer content(UnixFsData data) {
    return data.data() == null ? EMPTY : data.data();
  }
}
