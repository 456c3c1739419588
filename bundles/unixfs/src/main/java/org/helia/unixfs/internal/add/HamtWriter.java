package org.helia.unixfs.internal.add;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.helia.api.unixfs.UnixFsException;
import org.helia.unixfs.internal.format.Metadata;
import org.helia.unixfs.internal.hamt.HamtShape;
import org.helia.unixfs.internal.hamt.Murmur3;

/**
 * Writes a directory as a HAMT, from the bottom up. Sorted by their hashes the entries of every
 * node stand side by side, so that nothing but the sorted list and one path of nodes is in memory.
 *
 * @see <a href="https://specs.ipfs.tech/unixfs/#dag-pb-hamtdirectory">UnixFS, HAMTDirectory</a>
 */
final class HamtWriter {
  private record Hashed(long hash, Entry entry) {}

  private static final Comparator<Hashed> BY_HASH =
      (one, other) -> Long.compareUnsigned(one.hash(), other.hash());

  private final NodeWriter nodes;
  private final HamtShape shape;

  HamtWriter(NodeWriter nodes, HamtShape shape) {
    this.nodes = nodes;
    this.shape = shape;
  }

  /** The root of the directory. */
  DagRoot write(List<Entry> entries, Metadata metadata) {
    List<Hashed> sorted = new ArrayList<>(entries.size());
    entries.forEach(entry -> sorted.add(new Hashed(Murmur3.hash(entry.name()), entry)));
    sorted.sort(BY_HASH);
    return shard(sorted, 0, metadata);
  }

  /** As deep as a hash has bits for, at most 21 levels. */
  private DagRoot shard(List<Hashed> entries, int level, Metadata metadata) {
    if (level == shape.levels()) {
      throw new UnixFsException(
          "the entries '%s' and '%s' have the same hash, so they cannot be in one HAMT directory"
              .formatted(entries.get(0).entry().name(), entries.get(1).entry().name()));
    }
    BitSet slots = new BitSet(shape.fanout());
    List<Entry> links = new ArrayList<>();
    for (int from = 0; from < entries.size(); ) {
      int slot = shape.slot(entries.get(from).hash(), level);
      int to = endOfSlot(entries, from, slot, level);
      slots.set(slot);
      links.add(link(entries.subList(from, to), slot, level));
      from = to;
    }
    return nodes.hamtShard(shape, slots, links, metadata);
  }

  private int endOfSlot(List<Hashed> entries, int from, int slot, int level) {
    int to = from + 1;
    while (to < entries.size() && shape.slot(entries.get(to).hash(), level) == slot) {
      to++;
    }
    return to;
  }

  private Entry link(List<Hashed> entries, int slot, int level) {
    String prefix = shape.prefix(slot);
    if (entries.size() == 1) {
      Entry only = entries.get(0).entry();
      return new Entry(prefix + only.name(), only.root());
    }
    return new Entry(prefix, shard(entries, level + 1, Metadata.NONE));
  }
}
