package org.helia.unixfs.internal.hamt;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.helia.api.codec.MalformedBlockException;
import org.helia.ipld.dagpb.PbLink;
import org.helia.multiformats.Multicodec;
import org.helia.unixfs.internal.format.UnixFsData;
import org.jspecify.annotations.Nullable;

/**
 * A node of a HAMT directory: its links in the order of their slots. Each leads to an entry or,
 * when its name is the slot's prefix alone, to a further node.
 *
 * @param slots which slots are taken
 * @see <a href="https://specs.ipfs.tech/unixfs/#dag-pb-hamtdirectory">UnixFS, HAMTDirectory</a>
 */
public record Shard(HamtShape shape, BitSet slots, List<PbLink> links) {
  /**
   * Reads a node. Does not look at the names of the links, which may be many: {@link #at} does at
   * the one it returns, {@link #requireNames} at all.
   *
   * @throws MalformedBlockException when it is not of the hash function that is known, its fanout
   *     is out of range or there are not as many links as taken slots
   */
  public static Shard of(UnixFsData data, List<PbLink> links) {
    requireMurmur3(data.hashType());
    if (data.fanout() == null) {
      throw new MalformedBlockException("a HAMT that does not say its fanout");
    }
    HamtShape shape = HamtShape.of(data.fanout());
    BitSet slots = data.data() == null ? new BitSet() : shape.slots(data.data());
    if (slots.cardinality() != links.size()) {
      throw new MalformedBlockException(
          "a HAMT with %d links for %d taken slots".formatted(links.size(), slots.cardinality()));
    }
    return new Shard(shape, slots, links);
  }

  private static void requireMurmur3(@Nullable Long hashType) {
    if (hashType == null || hashType != Multicodec.MURMUR3_X64_64) {
      throw new MalformedBlockException(
          "a HAMT over the hash function %s; only %s is known"
              .formatted(
                  hashType == null ? "that it does not name" : Multicodec.nameOf(hashType),
                  Multicodec.nameOf(Multicodec.MURMUR3_X64_64)));
    }
  }

  /** A node without links, to begin a new one with. */
  public static Shard empty(HamtShape shape) {
    return new Shard(shape, new BitSet(), List.of());
  }

  /**
   * Checks that the name of each link begins with the prefix of its slot.
   *
   * @return this
   * @throws MalformedBlockException when one does not
   */
  public Shard requireNames() {
    slots.stream().forEach(this::at);
    return this;
  }

  /**
   * The link in a slot, if it is taken.
   *
   * @throws MalformedBlockException when its name does not begin with the prefix of the slot
   */
  public Optional<PbLink> at(int slot) {
    return slots.get(slot) ? Optional.of(taken(slot)) : Optional.empty();
  }

  private PbLink taken(int slot) {
    PbLink link = links.get(index(slot));
    if (!link.nameOrEmpty().startsWith(shape.prefix(slot))) {
      throw new MalformedBlockException(
          "a HAMT with a link named '%s' where slot %s belongs"
              .formatted(link.nameOrEmpty(), shape.prefix(slot)));
    }
    return link;
  }

  /** The same with another link in a slot, under the name that follows the slot's prefix. */
  public Shard with(int slot, String name, PbLink link) {
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
  public Shard without(int slot) {
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
  public boolean leadsToShard(PbLink link) {
    return link.nameOrEmpty().length() == shape.prefixLength();
  }

  /** The name of the entry that a link leads to. */
  public String entryName(PbLink link) {
    return link.nameOrEmpty().substring(shape.prefixLength());
  }

  /** An entry under its own name. */
  public PbLink entry(PbLink link) {
    return renamed(link, entryName(link));
  }

  /** The only entry of a node that need not be a node; empty for any other. */
  public Optional<PbLink> onlyEntry() {
    return links.size() == 1 && !leadsToShard(links.get(0))
        ? Optional.of(entry(links.get(0)))
        : Optional.empty();
  }

  /** The same link under another name. */
  public static PbLink renamed(PbLink link, String name) {
    return new PbLink(name, link.cid(), link.tsize());
  }
}
