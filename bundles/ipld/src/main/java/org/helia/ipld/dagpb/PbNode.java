package org.helia.ipld.dagpb;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A DAG-PB node.
 *
 * @param links in the order of the block they were read from; {@link DagPb#encode} sorts them by
 *     name
 * @param data null when absent, which differs from empty; the array becomes the node's own, nobody
 *     changes it any more
 */
public record PbNode(List<PbLink> links, byte @Nullable [] data) {
  /** Keeps its own copy of the list, unless nobody can change it. */
  // Not in the compact form: there the compiler loses the annotation of the array.
  public PbNode(List<PbLink> links, byte @Nullable [] data) {
    this.links = links instanceof LazyLinks ? links : List.copyOf(links);
    this.data = data;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PbNode node
        && links.equals(node.links)
        && Arrays.equals(data, node.data);
  }

  @Override
  public int hashCode() {
    return 31 * links.hashCode() + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "PbNode[%d links, %s]"
        .formatted(links.size(), data == null ? "no data" : data.length + " bytes of data");
  }
}
