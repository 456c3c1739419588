package org.helia.car.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.helia.api.CancelledException;
import org.helia.api.block.Block;
import org.helia.api.block.BlockException;
import org.helia.api.block.BlockSession;
import org.helia.api.car.CarException;
import org.helia.api.codec.CodecException;
import org.helia.api.codec.Codecs;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;

/**
 * Walks over DAGs depth-first, a block before those it links to, in the order of the links, and
 * visits each CID once. Memory: the CIDs that were seen (see {@link CidSet}) and a bounded number
 * of links.
 */
final class DagWalk {
  /**
   * How many links are kept in memory; those of blocks near the root are listed again when needed.
   */
  static final int MAX_HELD_LINKS = 1 << 18;

  /**
   * How many blocks of the way from the root are kept, as far as they have no more links to follow.
   */
  static final int MAX_PATH = 1024;

  /** How many blocks of the way, from its end, are looked at for what comes next. */
  private static final int NEAR = 16;

  /** How many blocks at each end of a long way an error names. */
  private static final int NAMED = 8;

  private final BlockSession session;
  private final Codecs codecs;
  private final CidSet seen = new CidSet();
  private final Deque<Frame> stack = new ArrayDeque<>();
  private final int maxHeldLinks;
  private int heldLinks;
  private int namesLeft;

  DagWalk(BlockSession session, Codecs codecs) {
    this(session, codecs, MAX_HELD_LINKS);
  }

  DagWalk(BlockSession session, Codecs codecs, int maxHeldLinks) {
    this.session = session;
    this.codecs = codecs;
    this.maxHeldLinks = maxHeldLinks;
  }

  /**
   * Visits the blocks below a root that were not visited before.
   *
   * @param sink gets each block; what it throws is passed on
   * @throws CarException when a block is missing or cannot be read; the message names the way to it
   */
  void walk(Cid root, Consumer<Block> sink) {
    visit(root, sink);
    while (!stack.isEmpty()) {
      CancelledException.checkpoint("walking the DAG " + root);
      Frame top = stack.peek();
      if (top.isDone()) {
        heldLinks -= stack.pop().held();
      } else {
        restore(top);
        visit(top.take(), sink);
      }
    }
  }

  private void visit(Cid cid, Consumer<Block> sink) {
    if (!seen.add(cid)) {
      return;
    }
    nameNext();
    Block block = get(cid);
    sink.accept(block);
    push(cid, linksOf(block));
  }

  private void push(Cid cid, List<Cid> links) {
    if (links.isEmpty()) {
      return;
    }
    int above = 0;
    Frame parent = stack.peek();
    if (parent != null && parent.isDone() && stack.size() >= MAX_PATH) {
      heldLinks -= parent.held();
      stack.pop();
      above = parent.above() + 1;
    }
    stack.push(new Frame(cid, links, above));
    namesLeft = 0;
    heldLinks += links.size();
    releaseFarthest();
  }

  private void releaseFarthest() {
    Iterator<Frame> fromRoot = stack.descendingIterator();
    while (heldLinks > maxHeldLinks && fromRoot.hasNext()) {
      Frame frame = fromRoot.next();
      if (fromRoot.hasNext()) {
        heldLinks -= frame.release();
      } else {
        return;
      }
    }
  }

  private void restore(Frame frame) {
    if (frame.isReleased()) {
      frame.restore(linksOf(get(frame.cid())));
      heldLinks += frame.held();
    }
  }

  /** Tells the session what comes next, again when half of what it was told is used up. */
  private void nameNext() {
    if (--namesLeft <= 0) {
      namesLeft = nameAhead() / 2;
    }
  }

  /**
   * Behind a raw block comes its neighbour; behind any other come its children, so that only a few
   * of those are worth the room.
   */
  private int nameAhead() {
    int room = session.readAhead();
    int roomForInner = Math.max(2, room / 4);
    int named = 0;
    Iterator<Frame> nearestFirst = stack.iterator();
    for (int i = 0; i < NEAR && nearestFirst.hasNext(); i++) {
      for (Cid cid : nearestFirst.next().pending()) {
        if (named == room || roomForInner == 0) {
          return named;
        }
        if (!seen.contains(cid)) {
          session.prefetch(cid);
          named++;
          roomForInner -= cid.codec() == Multicodec.RAW ? 0 : 1;
        }
      }
    }
    return named;
  }

  private Block get(Cid cid) {
    try {
      return session.get(cid);
    } catch (BlockException | CodecException e) {
      throw new CarException("%s (%s)".formatted(e.getMessage(), way(cid)), e);
    }
  }

  private List<Cid> linksOf(Block block) {
    List<Cid> links = new ArrayList<>();
    try {
      codecs.links(block, links::add);
      return links;
    } catch (CodecException e) {
      throw new CarException("%s (%s)".formatted(e.getMessage(), way(block.cid())), e);
    }
  }

  /** The way of links to a block, in words. */
  private String way(Cid cid) {
    List<String> names = new ArrayList<>();
    for (Iterator<Frame> fromRoot = stack.descendingIterator(); fromRoot.hasNext(); ) {
      Frame frame = fromRoot.next();
      if (frame.cid().equals(cid)) {
        break;
      }
      if (frame.above() > 0) {
        names.add("%d blocks".formatted(frame.above()));
      }
      names.add(frame.cid().toString());
    }
    if (names.isEmpty()) {
      return "it is a root";
    }
    if (names.size() > 2 * NAMED) {
      List<String> middle = names.subList(NAMED, names.size() - NAMED);
      String left = "… %d more …".formatted(middle.size());
      middle.clear();
      names.add(NAMED, left);
    }
    return "linked to by " + String.join(" → ", names);
  }
}
