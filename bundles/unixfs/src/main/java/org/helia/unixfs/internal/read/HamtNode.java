package org.helia.unixfs.internal.read;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.helia.api.codec.MalformedBlockException;
import org.helia.ipld.dagpb.PbLink;
import org.helia.multiformats.Cid;
import org.helia.unixfs.internal.format.Metadata;
import org.helia.unixfs.internal.hamt.HamtShape;

/**
 * A node of a directory that is spread over many blocks. Its links are in the order of their slots;
 * each leads to an entry or, when its name is the slot's prefix alone, to a further node.
 *
 * @param slots which slots are taken
 * @see <a href="https://specs.ipfs.tech/unixfs/#dag-pb-hamtdirectory">UnixFS, HAMTDirectory</a>
 */
record HamtNode(
    Cid cid, int blockSize, HamtShape shape, BitSet slots, List<PbLink> links, Metadata metadata)
    implements UnixFsNode {

  /**
   * @throws MalformedBlockException when the links are not those of the slots
   */
  HamtNode {
    if (slots.cardinality() != links.size()) {
      throw new MalformedBlockException(
          "a HAMT with %d links for %d taken slots".formatted(links.size(), slots.cardinality()));
    }
    int slot = -1;
    for (PbLink link : links) {
      slot = slots.nextSetBit(slot + 1);
      if (!link.nameOrEmpty().startsWith(shape.prefix(slot))) {
        throw new MalformedBlockException(
            "a HAMT with a link named '%s' where slot %s belongs"
                .formatted(link.nameOrEmpty(), shape.prefix(slot)));
      }
    }
  }

  /** The link in a slot, if it is taken. */
  Optional<PbLink> link(int slot) {
    return slots.get(slot)
        ? Optional.of(links.get(slots.get(0, slot).cardinality()))
        : Optional.empty();
  }

  /** Whether a link leads to a further node of the same directory. */
  boolean leadsToNode(PbLink link) {
    return link.nameOrEmpty().length() == shape.prefixLength();
  }

  /** The name of the entry that a link leads to. */
  String entryName(PbLink link) {
    return link.nameOrEmpty().substring(shape.prefixLength());
  }

  @Override
  public String description() {
    return "a directory";
  }
}
