package org.helia.unixfs.internal.read;

import java.util.ArrayList;
import java.util.List;
import org.helia.api.block.Block;
import org.helia.ipld.dagpb.DagPb;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;

/** What nodes link to, for those who only want to fetch it. */
final class NodeLinks {
  private NodeLinks() {}

  /** All links in order; none of what has none or is not DAG-PB. */
  static List<Cid> all(Block block) {
    List<Cid> links = new ArrayList<>();
    if (block.cid().codec() == Multicodec.DAG_PB) {
      DagPb.links(block.bytes(), links::add);
    }
    return links;
  }
}
