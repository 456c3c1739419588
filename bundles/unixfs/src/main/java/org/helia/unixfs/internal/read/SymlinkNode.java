package org.helia.unixfs.internal.read;

import java.nio.ByteBuffer;
import java.util.List;
import org.helia.ipld.dagpb.PbLink;
import org.helia.multiformats.Cid;
import org.helia.unixfs.internal.format.Metadata;

/**
 * A symbolic link.
 *
 * @param target what it says, a view; nobody promises that it is UTF-8 or a path
 * @see <a href="https://specs.ipfs.tech/unixfs/#dag-pb-symlink">UnixFS, Symlink</a>
 */
record SymlinkNode(Cid cid, int blockSize, ByteBuffer target, Metadata metadata)
    implements UnixFsNode {
  @Override
  public List<PbLink> links() {
    return List.of();
  }

  @Override
  public String description() {
    return "a symbolic link";
  }
}
