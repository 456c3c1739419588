package org.helia.dag.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.helia.api.CancelledException;
import org.helia.api.block.Block;
import org.helia.api.dag.DagBlock;
import org.helia.api.dag.WalkOptions;
import org.helia.multiformats.Cid;
import org.helia.platform.DagAhead;
import org.helia.platform.Upcoming;
import org.jspecify.annotations.Nullable;

/**
 * Walks over DAGs depth-first, a block before those it links to, in the order of the links. Memory:
 * the CIDs that were seen (see {@link CidSet}) and a bounded number of links.
 */
final class DepthFirst implements Iterator<DagBlock>, Upcoming {
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

  private final BlockLoader blocks;
  private final DagAhead ahead;
  private final WalkOptions options;
  private final Iterator<Cid> roots;
  private final int maxHeldLinks;
  private final CidSet seen = new CidSet();
  private final Deque<Frame> stack = new ArrayDeque<>();
  private int heldLinks;

  /** What was handed out last, and whose links are to be followed next. */
  private @Nullable DagBlock unfollowed;

  private @Nullable DagBlock next;

  DepthFirst(List<Cid> roots, WalkOptions options, BlockLoader blocks) {
    this(roots, options, blocks, MAX_HELD_LINKS);
  }

  DepthFirst(List<Cid> roots, WalkOptions options, BlockLoader blocks, int maxHeldLinks) {
    this.roots = roots.iterator();
    this.options = options;
    this.blocks = blocks;
    this.ahead = new DagAhead(blocks.session());
    this.maxHeldLinks = maxHeldLinks;
  }

  @Override
  public boolean hasNext() {
    while (next == null && step()) {
      CancelledException.checkpoint("walking over a DAG");
    }
    return next != null;
  }

  @Override
  public DagBlock next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    DagBlock found = next;
    next = null;
    unfollowed = found;
    return found;
  }

  /** Goes on by one link; false at the end. */
  private boolean step() {
    if (unfollowed != null) {
      DagBlock from = unfollowed;
      unfollowed = null;
      push(from.block(), from.depth());
    } else if (!stack.isEmpty()) {
      follow(stack.element());
    } else if (roots.hasNext()) {
      visit(roots.next(), 0);
    } else {
      return false;
    }
    return true;
  }

  private void follow(Frame top) {
    if (top.isDone()) {
      heldLinks -= stack.pop().held();
    } else {
      restore(top);
      visit(top.take(), top.depth() + 1);
    }
  }

  private void visit(Cid cid, int depth) {
    if (!options.filter().test(cid)) {
      return;
    }
    boolean isNew = options.duplicates() || isNew(cid, depth);
    // Nearer to a root than before, so that more of what is below is within the limit.
    if (!isNew && !isNearer(cid, depth)) {
      return;
    }
    ahead.beforeGet(cid, List.of(this));
    Block block = get(cid);
    if (isNew) {
      next = new DagBlock(block, depth);
    } else {
      push(block, depth);
    }
  }

  private boolean isNew(Cid cid, int depth) {
    return seen.depth(cid) == CidSet.ABSENT && seen.add(cid, storedDepth(depth));
  }

  private boolean isNearer(Cid cid, int depth) {
    boolean nearer = isLimited() && depth < seen.depth(cid);
    if (nearer) {
      seen.add(cid, storedDepth(depth));
    }
    return nearer;
  }

  private boolean isLimited() {
    return options.maxDepth() != WalkOptions.UNLIMITED;
  }

  private int storedDepth(int depth) {
    return isLimited() ? depth : 0;
  }

  private void push(Block block, int depth) {
    if (depth == options.maxDepth()) {
      return;
    }
    List<Cid> links = blocks.links(block, () -> way(block.cid()));
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
    stack.push(new Frame(block.cid(), links, above, depth));
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
      frame.restore(blocks.links(get(frame.cid()), () -> way(frame.cid())));
      heldLinks += frame.held();
    }
  }

  @Override
  public boolean name(Names names) {
    Iterator<Frame> nearestFirst = stack.iterator();
    for (int i = 0; i < NEAR && nearestFirst.hasNext(); i++) {
      if (!Upcoming.nameAll(
          nearestFirst.next().pending(), cid -> !isToCome(cid) || names.add(cid))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public List<Cid> behind(Block block) {
    return blocks.links(block, () -> "").stream().filter(this::isToCome).toList();
  }

  private boolean isToCome(Cid cid) {
    return options.filter().test(cid) && (options.duplicates() || !seen.contains(cid));
  }

  private Block get(Cid cid) {
    return blocks.get(cid, () -> way(cid));
  }

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
    return Way.through(names);
  }
}
