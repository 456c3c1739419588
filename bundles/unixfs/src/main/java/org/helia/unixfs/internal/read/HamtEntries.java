package org.helia.unixfs.internal.read;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.helia.api.block.Block;
import org.helia.api.unixfs.DirectoryEntry;
import org.helia.ipld.dagpb.PbLink;
import org.helia.multiformats.Cid;
import org.helia.platform.Upcoming;
import org.helia.unixfs.internal.hamt.Murmur3;
import org.jspecify.annotations.Nullable;

/**
 * Walks a HAMT directory slot by slot, depth first, with one path of nodes in memory. Checks that
 * each entry is where its name belongs, so that what is listed can also be looked up and no name
 * comes twice.
 */
final class HamtEntries implements Iterator<DirectoryEntry>, Upcoming {
  private final String path;
  private final NodeLoader nodes;
  private final Deque<Visit> visits = new ArrayDeque<>();
  private @Nullable DirectoryEntry next;

  HamtEntries(HamtNode root, String path, NodeLoader nodes) {
    this.path = path;
    this.nodes = nodes;
    visits.push(new Visit(root));
    nodes.begin(this);
  }

  /** A node, and how many of its slots were seen. */
  private static final class Visit {
    private final HamtNode node;
    private int slot = -1;

    /** How many links were seen. */
    private int index;

    Visit(HamtNode node) {
      this.node = node;
    }

    boolean advance() {
      slot = node.shard().slots().nextSetBit(slot + 1);
      index++;
      return slot >= 0;
    }
  }

  @Override
  public boolean hasNext() {
    while (next == null && !visits.isEmpty()) {
      step(visits.element());
    }
    if (next == null) {
      nodes.end(this);
    }
    return next != null;
  }

  @Override
  public DirectoryEntry next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    DirectoryEntry entry = next;
    next = null;
    return entry;
  }

  private void step(Visit visit) {
    if (!visit.advance()) {
      visits.remove();
      return;
    }
    HamtNode node = visit.node;
    PbLink link = HamtLookup.at(node, visit.slot, path).orElseThrow();
    if (node.shard().leadsToShard(link)) {
      visits.push(new Visit(HamtLookup.child(node, link.cid(), visits.size(), path, nodes)));
    } else {
      next = Entries.entry(node.shard().entryName(link), link);
      requirePlace(next.name(), node);
    }
  }

  @Override
  public boolean name(Names names) {
    for (Visit visit : visits) {
      List<PbLink> links = visit.node.links();
      if (!Upcoming.nameAll(shards(visit.node, links.subList(visit.index, links.size())), names)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public List<Cid> behind(Block block) {
    return NodeDecoder.decode(block) instanceof HamtNode node
        ? shards(node, node.links())
        : List.of();
  }

  private static List<Cid> shards(HamtNode node, List<PbLink> links) {
    return links.stream().filter(node.shard()::leadsToShard).map(PbLink::cid).toList();
  }

  private void requirePlace(String name, HamtNode node) {
    long hash = Murmur3.hash(name);
    int level = visits.size();
    for (Visit visit : visits) {
      level--;
      if (node.shard().shape().slot(hash, level) != visit.slot) {
        throw NodeLoader.malformed(
            path, node.cid(), "a HAMT with the entry '" + name + "' where it cannot be found");
      }
    }
  }
}
