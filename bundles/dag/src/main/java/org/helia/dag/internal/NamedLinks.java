package org.helia.dag.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.helia.api.block.Block;
import org.helia.ipld.dagpb.DagPb;
import org.helia.ipld.dagpb.PbLink;
import org.helia.ipld.dagpb.PbNode;
import org.helia.multiformats.Multicodec;
import org.jspecify.annotations.Nullable;

/**
 * A DAG-PB block whose links all have different names, as those of a directory have: a map of
 * links, and data.
 *
 * @param links by their names, in the order of the block
 */
@SuppressWarnings("ArrayRecordComponent")
record NamedLinks(Map<String, PbLink> links, byte @Nullable [] data) {
  /** Empty when the block is not of this form. */
  static Optional<NamedLinks> of(Block block) {
    if (block.cid().codec() != Multicodec.DAG_PB) {
      return Optional.empty();
    }
    PbNode node = DagPb.decode(block.bytes());
    Map<String, PbLink> links = new LinkedHashMap<>();
    for (PbLink link : node.links()) {
      if (link.nameOrEmpty().isEmpty() || links.put(link.nameOrEmpty(), link) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(new NamedLinks(links, node.data()));
  }

  boolean sameData(NamedLinks other) {
    return Arrays.equals(data, other.data);
  }

  byte[] encode() {
    return DagPb.encode(new PbNode(List.copyOf(links.values()), data));
  }
}
