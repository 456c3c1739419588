package org.helia.unixfs.internal.read;

import java.util.List;
import java.util.Optional;
import org.helia.ipld.dagpb.PbLink;
import org.helia.multiformats.Cid;
import org.helia.unixfs.internal.format.Metadata;

/**
 * A directory whose entries are all in this block.
 *
 * @see <a href="https://specs.ipfs.tech/unixfs/#dag-pb-directory">UnixFS, Directory</a>
 */
record DirectoryNode(Cid cid, int blockSize, List<PbLink> links, Metadata metadata)
    implements UnixFsNode {
  /**
   * The first entry of that name; others of the same name are ignored, as the specification says.
   */
  Optional<PbLink> find(String name) {
    return links.stream().filter(link -> link.nameOrEmpty().equals(name)).findFirst();
  }

  @Override
  public String description() {
    return "a directory";
  }
}
