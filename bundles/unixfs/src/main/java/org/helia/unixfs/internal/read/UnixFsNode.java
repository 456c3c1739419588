package org.helia.unixfs.internal.read;

import java.util.List;
import org.helia.ipld.dagpb.PbLink;
import org.helia.multiformats.Cid;
import org.helia.unixfs.internal.format.Metadata;

/** A block of a file or directory, taken apart and checked as far as the block alone allows. */
public sealed interface UnixFsNode permits FileNode, DirectoryNode, HamtNode, SymlinkNode {
  /** The name of the block. */
  Cid cid();

  /** The length of the block in bytes. */
  int blockSize();

  /** The links of the block, in its order. */
  List<PbLink> links();

  /** Its mode and time of change, if it has them. */
  Metadata metadata();

  /** What the node is, as in "a file". */
  String description();

  /**
   * The size in bytes of the whole DAG below and with this node as its links say it, unverified.
   */
  default long dagSize() {
    long size = blockSize();
    for (PbLink link : links()) {
      if (link.hasTsize()) {
        size += link.tsize();
        if (size < 0) {
          return Long.MAX_VALUE;
        }
      }
    }
    return size;
  }
}
