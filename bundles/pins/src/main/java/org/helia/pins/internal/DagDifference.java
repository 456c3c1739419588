package org.helia.pins.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.helia.api.CancelledException;
import org.helia.api.block.Block;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.BlockSession;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.Blocks;
import org.helia.api.block.FetchOptions;
import org.helia.api.codec.Codecs;
import org.helia.api.pin.IncompleteDagException;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.platform.BlockSet;

/**
 * Finds what one DAG has that another lacks, by walking both side by side: links that both nodes
 * have are not followed; of those that are left, the first is compared with the first and so on.
 */
final class DagDifference {
  private final Blocks blocks;
  private final Codecs codecs;
  private final BlockWriter writer;

  /**
   * @param writer keeps the nodes of the new DAG that are read
   */
  DagDifference(Blocks blocks, Codecs codecs, BlockWriter writer) {
    this.blocks = blocks;
    this.codecs = codecs;
    this.writer = writer;
  }

  private record Pair(Cid old, Cid fresh) {}

  /**
   * Roots of parts that are new, as far as can be told.
   *
   * @param old a DAG that is there and safe
   * @throws IncompleteDagException when a node of the new one is not to be had
   */
  Collection<Cid> partsNotIn(Cid old, Cid fresh, FetchOptions fetch) {
    Set<Cid> parts = new LinkedHashSet<>();
    BlockSet seen = new BlockSet();
    Deque<Pair> pending = new ArrayDeque<>();
    pending.push(new Pair(old, fresh));
    try (BlockSession session = blocks.session(fetch)) {
      while (!pending.isEmpty()) {
        CancelledException.checkpoint("comparing " + old + " with " + fresh);
        Pair pair = pending.pop();
        if (!pair.old().equals(pair.fresh()) && seen.add(pair.fresh())) {
          compare(pair, fresh, session, pending, parts);
        }
      }
    }
    return parts;
  }

  private void compare(
      Pair pair, Cid root, BlockSession session, Deque<Pair> pending, Set<Cid> parts) {
    if (pair.fresh().codec() == Multicodec.RAW || !blocks.has(pair.old())) {
      parts.add(pair.fresh());
      return;
    }
    List<Cid> before = links(blocks.get(pair.old(), FetchOptions.OFFLINE));
    List<Cid> after = links(read(pair.fresh(), root, session));
    List<Cid> gone = without(before, after);
    List<Cid> added = without(after, before);
    for (int i = 0; i < added.size(); i++) {
      if (i < gone.size()) {
        pending.push(new Pair(gone.get(i), added.get(i)));
      } else {
        parts.add(added.get(i));
      }
    }
  }

  private Block read(Cid cid, Cid root, BlockSession session) {
    try {
      boolean present = writer.keep(cid);
      Block block = session.get(cid);
      if (!present) {
        writer.keep(cid);
      }
      return block;
    } catch (BlockNotFoundException e) {
      throw new IncompleteDagException(root, cid, "below " + root, e);
    }
  }

  private List<Cid> links(Block block) {
    List<Cid> links = new ArrayList<>();
    codecs.links(block, links::add);
    return links;
  }

  private static List<Cid> without(List<Cid> from, List<Cid> others) {
    Set<Cid> known = new HashSet<>(others);
    return from.stream().filter(cid -> !known.contains(cid)).toList();
  }
}
