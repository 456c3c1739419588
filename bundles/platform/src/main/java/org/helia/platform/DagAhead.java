package org.helia.platform;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.helia.api.block.Block;
import org.helia.api.block.BlockSession;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;

/**
 * Tells a session what a walk over a DAG comes to next, in the walk's order, and looks into blocks
 * that are here already for what comes behind them: so the walk waits for a round trip neither per
 * block nor per node with links. Names again when half of what was named is used up.
 *
 * <p>For one thread.
 */
public final class DagAhead {
  /** How deep it is looked into blocks that are here. */
  private static final int MAX_DEPTH = 16;

  /** How many nodes must have been seen before it is known what they are like. */
  private static final int ENOUGH = 16;

  /** How much of what is known of nodes comes from the last one. */
  private static final double SMOOTHING = 0.125;

  /** What part of the room is for nodes of which nobody knows what they link to. */
  private static final int UNKNOWN_PART = 4;

  private final BlockSession session;

  /** What was looked into when names were last given. */
  private final Set<Cid> lookedInto = new HashSet<>();

  private int left;

  /** How many blocks that could have had links were looked into, up to {@link #ENOUGH}. */
  private int nodes;

  /** How many links such a block has, as far as was seen lately. */
  private double linksEach;

  /** For a walk that reads through this session. */
  public DagAhead(BlockSession session) {
    this.session = session;
  }

  /**
   * Call before each {@link BlockSession#get}.
   *
   * @param cid what is to be read now
   * @param upcoming what comes next, the nearest first
   */
  public void beforeGet(Cid cid, Collection<? extends Upcoming> upcoming) {
    if (--left <= 0) {
      left = name(upcoming) / 2;
    }
    if (cid.codec() != Multicodec.RAW && !lookedInto.contains(cid)) {
      // What it links to comes next, and is known only then.
      left = 0;
    }
  }

  private int name(Collection<? extends Upcoming> upcoming) {
    lookedInto.clear();
    Round round = new Round();
    for (Upcoming each : upcoming) {
      round.unknown = 0;
      if (!each.name(cid -> round.name(cid, each, 0)) && round.isFull()) {
        break;
      }
    }
    return round.named;
  }

  /** Behind a block that has no links comes its neighbour; behind any other come its children. */
  private boolean isMostlyLeaves() {
    return nodes == ENOUGH && linksEach <= SMOOTHING;
  }

  /** The names that are given in one go. */
  private final class Round {
    private final int room = session.readAhead();
    private final int roomForUnknown = isMostlyLeaves() ? room : Math.max(2, room / UNKNOWN_PART);
    private int named;

    /** Blocks of one reader of which nobody knows what they link to. */
    private int unknown;

    /**
     * For what is behind the unknown ones: it is nearer than what comes after them, and needed as
     * soon as they are here. What is named beyond would take the room until the reader gets there.
     */
    private double reserved;

    boolean isFull() {
      return named + reserved >= room;
    }

    boolean name(Cid cid, Upcoming of, int depth) {
      if (isFull() || unknown >= roomForUnknown) {
        return false;
      }
      session.prefetch(cid);
      named++;
      return cid.codec() == Multicodec.RAW || depth == MAX_DEPTH || nameBehind(cid, of, depth);
    }

    private void reserve() {
      // One wide node would reserve all the room, and the next would be named too late.
      if (nodes == ENOUGH && unknown > 1 && linksEach <= UNKNOWN_PART) {
        reserved += linksEach;
      }
    }

    private boolean nameBehind(Cid cid, Upcoming of, int depth) {
      Optional<Block> here = session.peek(cid);
      if (here.isEmpty()) {
        unknown++;
        reserve();
        return true;
      }
      if (!lookedInto.add(cid)) {
        return true;
      }
      List<Cid> links = links(here.get(), of);
      learn(links.size());
      return Upcoming.nameAll(links, link -> name(link, of, depth + 1));
    }
  }

  private void learn(int links) {
    linksEach = nodes == 0 ? links : linksEach + SMOOTHING * (links - linksEach);
    nodes = Math.min(ENOUGH, nodes + 1);
  }

  private static List<Cid> links(Block block, Upcoming of) {
    try {
      return of.behind(block);
    } catch (RuntimeException e) {
      // The walk will say so when it comes to the block.
      return List.of();
    }
  }
}
