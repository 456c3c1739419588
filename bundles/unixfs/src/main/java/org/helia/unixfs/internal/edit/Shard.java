package org.helia.unixfs.internal.edit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.helia.api.codec.MalformedBlockException;
import org.helia.ipld.dagpb.PbLink;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.unixfs.internal.hamt.HamtShape;

/**
 * A node of a HAMT directory: its links in the order of their slots.
 *
 * @see <a href="https://specs.ipfs.tech/unixfs/#dag-pb-hamtdirectory">UnixFS, HAMTDirectory</a>
 */
record Shard(HamtShape shape, BitSet slots, List<PbLink> links) {
  /**
   * Reads a node.
   *
   * @throws MalformedBlockException when the links are not those of the slots
   */
  static Shard of(EditNode node) {
    Long hashType = node.data().hashType();
    if (hashType == null || hashType != Multicodec.MURMUR3_X64_64 || node.data().fanout() == null) {
      throw new MalformedBlockException("a HAMT that is not over murmur3 or has no fanout");
    }
    HamtShape shape = HamtShape.of(node.data().fanout());
    BitSet slots = node.data().data() == null ? new BitSet() : shape.slots(node.data().data());
    Shard shard = new Shard(shape, slots, node.links());
    shard.requireWellFormed();
    return shard;
  }

  static Shard empty(HamtShape shape) {
    return new Shard(shape, new BitSet(), List.of());
  }

  private void requireWellFormed() {
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

  Optional<PbLink> at(int slot) {
    return slots.get(slot) ? Optional.of(links.get(index(slot))) : Optional.empty();
  }

  /** The same with another link in a slot, under the name that follows the slot's prefix. */
  Shard with(int slot, String name, PbLink link) {
    List<PbLink> changed = new ArrayList<>(links);
    PbLink placed = renamed(link, shape.prefix(slot) + name);
    if (slots.get(slot)) {
      changed.set(index(slot), placed);
    } else {
      changed.add(index(slot), placed);
    }
    BitSet taken = (BitSet) slots.clone();
    taken.set(slot);
    return new Shard(shape, taken, changed);
  }

  /** The same with an empty slot. */
  Shard without(int slot) {
    List<PbLink> changed = new ArrayList<>(links);
    changed.remove(index(slot));
    BitSet taken = (BitSet) slots.clone();
    taken.clear(slot);
    return new Shard(shape, taken, changed);
  }

  private int index(int slot) {
    return slots.get(0, slot).cardinality();
  }

  /** Whether a link leads to a further node of the same directory. */
  boolean leadsToShard(PbLink link) {
    return link.nameOrEmpty().length() == shape.prefixLength();
  }

  /** An entry under its own name. */
  PbLink entry(PbLink link) {
    return renamed(link, link.nameOrEmpty().substring(shape.prefixLength()));
  }

  /** The only entry of a node that need not be a node; empty for any other. */
  Optional<PbLink> onlyEntry() {
    return links.size() == 1 && !leadsToShard(links.get(0))
        ? Optional.of(entry(links.get(0)))
        : Optional.empty();
  }

  static PbLink renamed(PbLink link, String name) {
    Cid cid = link.cid();
    return new PbLink(name, cid, link.tsize());
  }
}
