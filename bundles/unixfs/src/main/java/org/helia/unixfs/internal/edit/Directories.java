package org.helia.unixfs.internal.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.helia.api.block.CidFormat;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.ipld.dagpb.PbLink;
import org.helia.unixfs.internal.format.UnixFsData;
import org.helia.unixfs.internal.hamt.SizeRule;
import org.jspecify.annotations.Nullable;

/**
 * Changes single entries of directories, and makes a plain directory a HAMT or a HAMT plain when
 * its size passes the threshold. As with Kubo only an addition makes a HAMT, and only a change that
 * makes the directory smaller makes it plain again.
 */
final class Directories {
  /** How far beyond the threshold entries are counted, so that the count serves for longer. */
  private static final int COUNT_AHEAD = 2;

  private final Nodes nodes;
  private final Hamts hamts;
  private final HamtSizes sizes;
  private final SizeRule rule;
  private final int maxLinks;
  private final int fanout;

  Directories(Nodes nodes, HamtSizes sizes, UnixFsProfile profile) {
    this.nodes = nodes;
    this.hamts = new Hamts(nodes);
    this.sizes = sizes;
    this.rule = SizeRule.of(profile);
    this.maxLinks =
        profile.maxDirectoryLinks() == 0 ? Integer.MAX_VALUE : profile.maxDirectoryLinks();
    this.fanout = profile.hamtFanout();
  }

  PbLink empty(CidFormat format) {
    return nodes.store("", format, List.of(), UnixFsData.directory());
  }

  Optional<PbLink> find(EditNode directory, String name, String where) {
    if (directory.isHamt()) {
      return hamts.find(directory, name, where);
    }
    int index = index(directory.links(), name);
    return index < 0 ? Optional.empty() : Optional.of(directory.links().get(index));
  }

  /** The first of that name counts, as the specification says. */
  private static int index(List<PbLink> links, String name) {
    for (int i = 0; i < links.size(); i++) {
      if (links.get(i).nameOrEmpty().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Adds an entry or puts it in the place of the one of that name; the new directory. */
  PbLink put(EditNode directory, PbLink entry, String where) {
    if (directory.isHamt()) {
      Hamts.Change change = hamts.put(directory, entry, where);
      return settled(directory, change, entry, where);
    }
    List<PbLink> links = new ArrayList<>(directory.links());
    int index = index(links, entry.nameOrEmpty());
    if (index < 0) {
      links.add(entry);
    } else {
      links.set(index, entry);
    }
    return plainOrHamt(directory, links);
  }

  /** Removes an entry that is there; the new directory. */
  PbLink remove(EditNode directory, String name, String where) {
    if (directory.isHamt()) {
      return settled(directory, hamts.remove(directory, name, where), null, where);
    }
    List<PbLink> links = new ArrayList<>(directory.links());
    links.removeIf(link -> link.nameOrEmpty().equals(name));
    return plain(directory, links);
  }

  /** The same directory with each entry changed, their names kept. */
  PbLink map(EditNode directory, UnaryOperator<PbLink> change, String where) {
    if (directory.isHamt()) {
      PbLink root = hamts.map(directory, change, where);
      return plainIfSmall(nodes.load(root.cid(), where), root, where);
    }
    return plainOrHamt(directory, directory.links().stream().map(change).toList());
  }

  private PbLink plainOrHamt(EditNode directory, List<PbLink> links) {
    long bytes = links.stream().mapToLong(rule::entryBytes).sum();
    boolean large =
        links.size() > maxLinks
            || (!links.isEmpty() && rule.isOver(directory.data().metadata(), bytes));
    return large
        ? hamts.build(links, fanout, directory.format(), directory.data())
        : plain(directory, links);
  }

  private PbLink plain(EditNode like, List<PbLink> links) {
    return nodes.store(
        "", like.format(), links, UnixFsData.directory().withMetadata(like.data().metadata()));
  }

  /** Makes a HAMT plain if the change made it small enough. */
  private PbLink settled(
      EditNode before, Hamts.Change change, @Nullable PbLink added, String where) {
    long bytes = added == null ? 0 : rule.entryBytes(added);
    PbLink removed = change.before();
    bytes -= removed == null ? 0 : rule.entryBytes(removed);
    OptionalLong known = sizes.atLeast(before.cid(), rule.estimation());
    if (known.isPresent()) {
      long atLeast = known.getAsLong() + bytes;
      if (bytes >= 0 || rule.isOver(before.data().metadata(), atLeast)) {
        sizes.remember(change.root().cid(), rule.estimation(), atLeast);
        return change.root();
      }
    }
    return bytes < 0
        ? plainIfSmall(nodes.load(change.root().cid(), where), change.root(), where)
        : change.root();
  }

  private PbLink plainIfSmall(EditNode hamt, PbLink root, String where) {
    List<PbLink> entries = new ArrayList<>();
    long enough = (long) COUNT_AHEAD * rule.threshold() + rule.emptyBytes(hamt.data().metadata());
    long[] bytes = {0};
    boolean all =
        hamts.visit(
            hamt,
            where,
            entry -> {
              entries.add(entry);
              bytes[0] += rule.entryBytes(entry);
              return bytes[0] <= enough;
            });
    if (entries.isEmpty()
        || (all && entries.size() <= maxLinks && !rule.isOver(hamt.data().metadata(), bytes[0]))) {
      return plain(hamt, entries);
    }
    sizes.remember(root.cid(), rule.estimation(), bytes[0]);
    return root;
  }
}
