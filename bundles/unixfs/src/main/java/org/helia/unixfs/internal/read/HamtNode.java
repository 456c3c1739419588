package org.helia.unixfs.internal.read;

import java.util.List;
import org.helia.ipld.dagpb.PbLink;
import org.helia.multiformats.Cid;
import org.helia.unixfs.internal.format.Metadata;
import org.helia.unixfs.internal.hamt.Shard;

/** A node of a directory that is spread over many blocks. */
record HamtNode(Cid cid, int blockSize, Shard shard, Metadata metadata) implements UnixFsNode {
  @Override
  public List<PbLink> links() {
    return shard.links();
  }

  @Override
  public String description() {
    return "a directory";
  }
}
