package org.helia.unixfs.internal.read;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.helia.api.CancelledException;
import org.helia.api.Progress;
import org.helia.api.block.Block;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.BlockSession;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.unixfs.ExtendedStat;
import org.helia.api.unixfs.UnixFsException;
import org.helia.api.unixfs.UnixFsStat;
import org.helia.ipld.dagpb.DagPb;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;

/**
 * Counts the blocks of a DAG. Each is read once, though a DAG of few blocks can be one of endlessly
 * many when those that occur twice are counted twice: the sums of what is below are remembered.
 */
public final class TreeCount {
  /** The most different blocks that are counted, each remembered with its sums. */
  static final int MAX_BLOCKS = 4_000_000;

  private static final Sums MISSING = new Sums(0, 0);

  /** How many blocks there are from a block on, and how long they are. */
  private record Sums(long blocks, long bytes) {
    Sums plus(Sums other) {
      return new Sums(add(blocks, other.blocks), add(bytes, other.bytes));
    }

    private static long add(long one, long other) {
      long sum = one + other;
      return sum < 0 ? Long.MAX_VALUE : sum;
    }
  }

  /** A block whose children are being counted. */
  private static final class Visit {
    private final Cid cid;
    private final List<Cid> links = new ArrayList<>();
    private int next;
    private Sums sums;

    Visit(Block block) {
      this.cid = block.cid();
      this.sums = new Sums(1, block.size());
    }
  }

  private final BlockSession session;
  private final Progress progress;
  private final Map<Cid, Sums> counted = new HashMap<>();
  private final Deque<Visit> path = new ArrayDeque<>();
  private long missing;
  private long uniqueBytes;

  /**
   * @param session asks nobody outside
   */
  public TreeCount(BlockSession session, Progress progress) {
    this.session = session;
    this.progress = progress;
  }

  /** Counts what is at a root. */
  public ExtendedStat count(UnixFsStat stat) {
    Cid root = stat.cid();
    enter(root);
    while (!path.isEmpty()) {
      step(path.element());
    }
    Sums sums = counted.getOrDefault(root, MISSING);
    long unique = counted.size() - missing;
    return new ExtendedStat(stat, missing, sums.blocks(), unique, sums.bytes(), uniqueBytes);
  }

  private void step(Visit visit) {
    if (visit.next == visit.links.size()) {
      path.remove();
      remember(visit.cid, visit.sums);
      if (!path.isEmpty()) {
        Visit parent = path.element();
        parent.sums = parent.sums.plus(visit.sums);
      }
      return;
    }
    Cid link = visit.links.get(visit.next++);
    Sums known = counted.get(link);
    if (known == null) {
      enter(link);
    } else {
      visit.sums = visit.sums.plus(known);
    }
  }

  private void enter(Cid cid) {
    CancelledException.checkpoint("counting blocks");
    Optional<Block> found = find(cid);
    if (found.isEmpty()) {
      missing++;
      remember(cid, MISSING);
      return;
    }
    Block block = found.get();
    uniqueBytes += block.size();
    progress.advanced(1, block.size());
    Visit visit = new Visit(block);
    if (cid.codec() == Multicodec.DAG_PB) {
      readLinks(block, visit.links);
    }
    path.push(visit);
  }

  private Optional<Block> find(Cid cid) {
    try {
      return Optional.of(session.get(cid));
    } catch (BlockNotFoundException e) {
      return Optional.empty();
    }
  }

  private static void readLinks(Block block, List<Cid> links) {
    try {
      DagPb.links(block.bytes(), links::add);
    } catch (MalformedBlockException e) {
      throw new UnixFsException(
          "block %s is malformed: %s".formatted(block.cid(), e.getMessage()), e);
    }
  }

  private void remember(Cid cid, Sums sums) {
    if (counted.size() == MAX_BLOCKS) {
      throw new UnixFsException(
          "the tree is over the limit of %d blocks that are counted".formatted(MAX_BLOCKS));
    }
    counted.put(cid, sums);
  }
}
