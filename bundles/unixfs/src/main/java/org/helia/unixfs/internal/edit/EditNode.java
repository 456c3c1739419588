package org.helia.unixfs.internal.edit;

import java.util.List;
import org.helia.api.block.CidFormat;
import org.helia.ipld.dagpb.PbLink;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.unixfs.internal.format.DataType;
import org.helia.unixfs.internal.format.UnixFsData;

/**
 * A block taken apart so that it can be put together again with a change.
 *
 * @param links in the order of the block
 * @param data what the block says; of a raw block, the message it would be wrapped in
 */
record EditNode(Cid cid, int blockSize, List<PbLink> links, UnixFsData data) {
  boolean isRaw() {
    return cid.codec() == Multicodec.RAW;
  }

  boolean isDirectory() {
    return data.type() == DataType.DIRECTORY || isHamt();
  }

  boolean isHamt() {
    return data.type() == DataType.HAMT_SHARD;
  }

  boolean isFile() {
    return data.type() == DataType.FILE || data.type() == DataType.RAW;
  }

  /** What the node is, as in "a file". */
  String description() {
    if (isDirectory()) {
      return "a directory";
    }
    return isFile() ? "a file" : "a symbolic link";
  }

  /** How other nodes in its place are named: as it is, but as DAG-PB. */
  CidFormat format() {
    return new CidFormat(cid.version(), Multicodec.DAG_PB, cid.multihash().code());
  }

  /** A link to it with the size of the whole DAG, as its own links say it. */
  PbLink link(String name) {
    long size = blockSize;
    for (PbLink link : links) {
      size += Math.max(0, link.tsize());
      if (size < 0) {
        size = Long.MAX_VALUE;
        break;
      }
    }
    return new PbLink(name, cid, size);
  }
}
