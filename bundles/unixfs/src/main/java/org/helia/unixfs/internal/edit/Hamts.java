package org.helia.unixfs.internal.edit;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.helia.api.block.CidFormat;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.unixfs.UnixFsException;
import org.helia.ipld.dagpb.PbLink;
import org.helia.unixfs.internal.format.UnixFsData;
import org.helia.unixfs.internal.hamt.HamtShape;
import org.helia.unixfs.internal.hamt.Murmur3;
import org.helia.unixfs.internal.hamt.Shard;
import org.jspecify.annotations.Nullable;

/**
 * Finds and changes entries of HAMT directories. A change rewrites the nodes on the way to the
 * entry, and leaves the very nodes that a HAMT of the same entries has when it is made afresh: a
 * node below the root never holds a single entry.
 */
final class Hamts {
  /**
   * A changed directory.
   *
   * @param root an unnamed link to it
   * @param before the entry that was there
   */
  record Change(PbLink root, @Nullable PbLink before) {}

  /** What became of a node: itself with a change, or the single entry that was left of it. */
  private record Outcome(Shard shard, @Nullable PbLink before) {}

  private record Hashed(long hash, PbLink entry) {}

  private final Nodes nodes;

  Hamts(Nodes nodes) {
    this.nodes = nodes;
  }

  Optional<PbLink> find(EditNode root, String name, String where) {
    long hash = Murmur3.hash(name);
    Shard shard = open(root, where);
    for (int level = 0; ; level++) {
      Optional<PbLink> link = shard.at(shard.shape().slot(hash, level));
      if (link.isEmpty() || !shard.leadsToShard(link.get())) {
        Shard last = shard;
        return link.map(last::entry).filter(entry -> entry.nameOrEmpty().equals(name));
      }
      shard = child(shard, link.get(), level + 1, root, where);
    }
  }

  /** Adds an entry or puts it in the place of the one of that name. */
  Change put(EditNode root, PbLink entry, String where) {
    long hash = Murmur3.hash(entry.nameOrEmpty());
    Outcome outcome = put(open(root, where), entry, hash, 0, root, where);
    return new Change(store(outcome.shard(), root.format(), root.data()), outcome.before());
  }

  private Outcome put(
      Shard shard, PbLink entry, long hash, int level, EditNode root, String where) {
    String name = entry.nameOrEmpty();
    int slot = shard.shape().slot(hash, level);
    PbLink there = shard.at(slot).orElse(null);
    if (there == null) {
      return new Outcome(shard.with(slot, name, entry), null);
    }
    if (shard.leadsToShard(there)) {
      Shard child = child(shard, there, level + 1, root, where);
      Outcome below = put(child, entry, hash, level + 1, root, where);
      return new Outcome(shard.with(slot, "", storeBelow(below.shard(), root)), below.before());
    }
    PbLink old = shard.entry(there);
    if (old.nameOrEmpty().equals(name)) {
      return new Outcome(shard.with(slot, name, entry), old);
    }
    Shard fork = build(hashed(List.of(old, entry)), shard.shape(), level + 1, root.format());
    return new Outcome(shard.with(slot, "", storeBelow(fork, root)), null);
  }

  /** Removes an entry that is there. */
  Change remove(EditNode root, String name, String where) {
    Outcome outcome = remove(open(root, where), name, Murmur3.hash(name), 0, root, where);
    return new Change(store(outcome.shard(), root.format(), root.data()), outcome.before());
  }

  private Outcome remove(
      Shard shard, String name, long hash, int level, EditNode root, String where) {
    int slot = shard.shape().slot(hash, level);
    PbLink there = shard.at(slot).orElseThrow(() -> gone(name, where));
    if (!shard.leadsToShard(there)) {
      return new Outcome(shard.without(slot), shard.entry(there));
    }
    Outcome below =
        remove(child(shard, there, level + 1, root, where), name, hash, level + 1, root, where);
    return new Outcome(collapsed(shard, slot, below.shard(), root), below.before());
  }

  private Shard collapsed(Shard shard, int slot, Shard child, EditNode root) {
    if (child.links().isEmpty()) {
      return shard.without(slot);
    }
    return child
        .onlyEntry()
        .map(only -> shard.with(slot, only.nameOrEmpty(), only))
        .orElseGet(() -> shard.with(slot, "", storeBelow(child, root)));
  }

  private static IllegalStateException gone(String name, String where) {
    return new IllegalStateException("'%s' was found in %s before".formatted(name, where));
  }

  /** A HAMT of these entries, whose names differ. */
  PbLink build(List<PbLink> entries, int fanout, CidFormat format, UnixFsData like) {
    Shard root = build(hashed(entries), new HamtShape(fanout), 0, format);
    return store(root, format, like);
  }

  private static List<Hashed> hashed(List<PbLink> entries) {
    List<Hashed> sorted = new ArrayList<>(entries.size());
    entries.forEach(entry -> sorted.add(new Hashed(Murmur3.hash(entry.nameOrEmpty()), entry)));
    sorted.sort(Comparator.comparingLong((Hashed each) -> each.hash() ^ Long.MIN_VALUE));
    return sorted;
  }

  private Shard build(List<Hashed> sorted, HamtShape shape, int level, CidFormat format) {
    if (level == shape.levels()) {
      throw new UnixFsException(
          "the entries '%s' and '%s' have the same hash, so they cannot be in one HAMT directory"
              .formatted(sorted.get(0).entry().nameOrEmpty(), sorted.get(1).entry().nameOrEmpty()));
    }
    Shard shard = Shard.empty(shape);
    for (int from = 0; from < sorted.size(); ) {
      int slot = shape.slot(sorted.get(from).hash(), level);
      int to = from + 1;
      while (to < sorted.size() && shape.slot(sorted.get(to).hash(), level) == slot) {
        to++;
      }
      PbLink first = sorted.get(from).entry();
      shard =
          to - from == 1
              ? shard.with(slot, first.nameOrEmpty(), first)
              : shard.with(
                  slot,
                  "",
                  storeBelow(build(sorted.subList(from, to), shape, level + 1, format), format));
      from = to;
    }
    return shard;
  }

  /**
   * Visits entries in the order of their hashes while the visitor wants more.
   *
   * @return whether all were visited
   */
  boolean visit(EditNode root, String where, Predicate<PbLink> visitor) {
    Deque<Visit> path = new ArrayDeque<>();
    path.push(new Visit(open(root, where)));
    while (!path.isEmpty()) {
      Visit visit = path.element();
      if (visit.next == visit.shard.links().size()) {
        path.remove();
        continue;
      }
      PbLink link = visit.shard.links().get(visit.next++);
      if (visit.shard.leadsToShard(link)) {
        path.push(new Visit(child(visit.shard, link, path.size(), root, where)));
      } else if (!visitor.test(visit.shard.entry(link))) {
        return false;
      }
    }
    return true;
  }

  /** A node, and how many of its links were seen. */
  private static final class Visit {
    private final Shard shard;
    private int next;

    Visit(Shard shard) {
      this.shard = shard;
    }
  }

  /** The same directory with each entry changed, their names kept. */
  PbLink map(EditNode root, UnaryOperator<PbLink> change, String where) {
    return store(map(open(root, where), change, 0, root, where), root.format(), root.data());
  }

  private Shard map(
      Shard shard, UnaryOperator<PbLink> change, int level, EditNode root, String where) {
    List<PbLink> links = new ArrayList<>(shard.links().size());
    for (PbLink link : shard.links()) {
      PbLink changed =
          shard.leadsToShard(link)
              ? storeBelow(
                  map(child(shard, link, level + 1, root, where), change, level + 1, root, where),
                  root)
              : change.apply(shard.entry(link));
      links.add(Shard.renamed(changed, link.nameOrEmpty()));
    }
    return new Shard(shard.shape(), shard.slots(), links);
  }

  private Shard child(Shard parent, PbLink link, int level, EditNode root, String where) {
    if (level == parent.shape().levels()) {
      throw Nodes.malformed(
          where, root.cid(), "a HAMT with more levels than a hash has bits for, " + level, null);
    }
    EditNode node = nodes.load(link.cid(), where);
    Shard child = open(node, where);
    if (!child.shape().equals(parent.shape())) {
      throw Nodes.malformed(
          where, link.cid(), "a HAMT node whose fanout is not that of the one above", null);
    }
    return child;
  }

  private static Shard open(EditNode node, String where) {
    if (!node.isHamt()) {
      throw Nodes.malformed(
          where, node.cid(), "a HAMT leads to it, but it is not a node of one", null);
    }
    try {
      return Shard.of(node.data(), node.links()).requireNames();
    } catch (MalformedBlockException e) {
      throw Nodes.malformed(where, node.cid(), e.getMessage(), e);
    }
  }

  private PbLink storeBelow(Shard shard, EditNode root) {
    return storeBelow(shard, root.format());
  }

  /** Mode and mtime are said by the root only. */
  private PbLink storeBelow(Shard shard, CidFormat format) {
    return store(shard, format, UnixFsData.directory());
  }

  private PbLink store(Shard shard, CidFormat format, UnixFsData like) {
    ByteBuffer bitfield = ByteBuffer.wrap(HamtShape.bitfield(shard.slots()));
    UnixFsData data =
        UnixFsData.hamtShard(bitfield, shard.shape().fanout()).withMetadata(like.metadata());
    return nodes.store("", format, shard.links(), data);
  }
}
