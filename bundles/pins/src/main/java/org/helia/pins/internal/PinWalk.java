package org.helia.pins.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.helia.api.Progress;
import org.helia.api.block.Block;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.BlockSession;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.Blocks;
import org.helia.api.block.FetchOptions;
import org.helia.api.codec.Codecs;
import org.helia.api.pin.IncompleteDagException;
import org.helia.api.pin.Pin;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.platform.BlockSet;
import org.helia.platform.DagAhead;
import org.helia.platform.ParallelWalk;
import org.helia.platform.Upcoming;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that all blocks of a DAG are there, fetches what is missing, and keeps each from
 * garbage collection until its writer is closed. Says of larger parts when all of them is there.
 */
final class PinWalk {
  /** A part of so many blocks is worth a note; a broken-off pin looks at fewer of them again. */
  static final long BLOCKS_PER_NOTE = 4096;

  /** How much of the way to a missing block an error tells. */
  private static final int MAX_PATH = 64;

  private final Blocks blocks;
  private final Codecs codecs;
  private final Cid root;
  private final FetchOptions fetch;
  private final BlockWriter writer;
  private final BlockSet complete;
  private final Consumer<Cid> note;
  private final Progress progress;

  /** Whether nearly all of it must be fetched. */
  private volatile boolean isFetching;

  /** What was seen, by how deep it is followed from there. */
  private final Map<Integer, BlockSet> seen = new ConcurrentHashMap<>();

  /**
   * @param complete roots of parts that were found complete earlier
   * @param note takes the roots of parts that are complete now
   */
  PinWalk(
      Blocks blocks,
      Codecs codecs,
      Cid root,
      FetchOptions fetch,
      BlockWriter writer,
      BlockSet complete,
      Consumer<Cid> note,
      Progress progress) {
    this.blocks = blocks;
    this.codecs = codecs;
    this.root = root;
    this.fetch = fetch;
    this.writer = writer;
    this.complete = complete;
    this.note = note;
    this.progress = progress;
  }

  /**
   * Walks to the end.
   *
   * @param from where to begin, the root itself or what differs from a DAG that is there
   * @throws IncompleteDagException when a block is not to be had
   */
  void run(Collection<Cid> from, int depth, ExecutorService workers, int threads) {
    try (BlockSession session = blocks.session(fetch)) {
      run(from, depth, session, workers, width(depth, session, threads));
    }
  }

  /**
   * What is to be fetched is walked over in order by one thread, far ahead of which blocks are
   * under way; what is here is read by several.
   */
  private int width(int depth, BlockSession session, int threads) {
    boolean isHere = fetch.offline() || writer.keep(root);
    if (!isHere && depth == Pin.UNLIMITED) {
      session.expectDag(root);
      isFetching = true;
    }
    return isHere ? threads : 1;
  }

  private void run(
      Collection<Cid> from, int depth, BlockSession session, ExecutorService workers, int threads) {
    ParallelWalk<Step> walk =
        new ParallelWalk<>("pinning " + root, workers, threads, () -> new FetchingVisitor(session));
    List<Step> steps = new ArrayList<>();
    for (Cid cid : from) {
      if (isLeaf(cid, depth) || seen(depth).add(cid)) {
        steps.add(new Step(cid, depth, null));
      }
    }
    walk.start(steps);
    walk.run(() -> false);
  }

  private BlockSet seen(int depth) {
    return seen.computeIfAbsent(depth, unused -> new BlockSet());
  }

  private static boolean isLeaf(Cid cid, int depth) {
    return depth == 0 || cid.codec() == Multicodec.RAW;
  }

  /** Visits in one thread, and has fetched what comes next. */
  private final class FetchingVisitor implements ParallelWalk.Visitor<Step> {
    private final BlockSession session;
    private final DagAhead ahead;
    private final List<Step> children = new ArrayList<>();

    FetchingVisitor(BlockSession session) {
      this.session = session;
      this.ahead = new DagAhead(session);
    }

    @Override
    public void upcoming(Step step, Iterable<Step> steps) {
      ahead.beforeGet(step.cid, List.of(new StepsAhead(steps)));
    }

    @Override
    public void visit(Step step, Consumer<Step> found) {
      try {
        if (complete.contains(step.cid)) {
          writer.keep(step.cid);
          progress.advanced(1, 0);
        } else if (isLeaf(step.cid, step.depth)) {
          get(step);
          seen(step.depth).add(step.cid);
        } else {
          follow(step, get(step), found);
        }
      } catch (BlockNotFoundException e) {
        throw new IncompleteDagException(root, step.cid, step.path(), e);
      }
      step.end(note);
    }

    /** Protected before and known to be there afterwards. */
    private Block get(Step step) {
      boolean present = writer.keep(step.cid);
      Block block = session.get(step.cid);
      if (!present && !writer.keep(step.cid)) {
        block = session.get(step.cid);
        writer.keep(step.cid);
      }
      step.blocks.incrementAndGet();
      progress.advanced(1, block.size());
      return block;
    }

    private void follow(Step step, Block block, Consumer<Step> found) {
      int depth = step.depth == Pin.UNLIMITED ? Pin.UNLIMITED : step.depth - 1;
      BlockSet known = seen(depth);
      codecs.links(block, child -> follow(step, child, depth, known, children::add));
      // The last one found is visited first, and they are to be visited in order.
      for (int i = children.size() - 1; i >= 0; i--) {
        found.accept(children.get(i));
      }
      children.clear();
    }

    private void follow(Step step, Cid child, int depth, BlockSet known, Consumer<Step> found) {
      if (isLeaf(child, depth)) {
        if (!known.contains(child)) {
          leaf(step, child, depth, known, found);
        }
      } else if (known.add(child)) {
        found.accept(step.child(child, depth));
      } else {
        // Perhaps still under way from elsewhere, so this part must not count as complete.
        step.sharesAPart();
      }
    }

    /**
     * A leaf that is there needs no visit of its own, unless the session has it fetched: there it
     * takes up room until it is got.
     */
    private void leaf(Step step, Cid leaf, int depth, BlockSet known, Consumer<Step> found) {
      if (isFetching || !writer.keep(leaf)) {
        found.accept(step.child(leaf, depth));
      } else if (known.add(leaf)) {
        step.blocks.incrementAndGet();
        progress.advanced(1, 0);
      }
    }
  }

  /** What one thread visits next. */
  private final class StepsAhead implements Upcoming {
    private final Iterable<Step> steps;

    StepsAhead(Iterable<Step> steps) {
      this.steps = steps;
    }

    @Override
    public boolean name(Names names) {
      for (Step step : steps) {
        if (!names.add(step.cid)) {
          return false;
        }
      }
      return true;
    }

    /** Leaves that are here are not read, so nothing is named that may be. */
    @Override
    public List<Cid> behind(Block block) {
      List<Cid> links = new ArrayList<>();
      if (isFetching) {
        codecs.links(block, links::add);
      }
      return links;
    }
  }

  /** A block to look at; knows when all below it was looked at. */
  private static final class Step {
    private final Cid cid;
    private final int depth;
    private final @Nullable Step parent;

    /** Itself and those below it that are not at their end. */
    private final AtomicInteger open = new AtomicInteger(1);

    /** How many blocks below it are not covered by a note. */
    private final AtomicLong blocks = new AtomicLong();

    private volatile boolean sharesAPart;

    Step(Cid cid, int depth, @Nullable Step parent) {
      this.cid = cid;
      this.depth = depth;
      this.parent = parent;
    }

    Step child(Cid child, int childDepth) {
      open.incrementAndGet();
      return new Step(child, childDepth, this);
    }

    void sharesAPart() {
      sharesAPart = true;
    }

    /** One of those it waits for is at its end. */
    void end(Consumer<Cid> note) {
      Step step = this;
      while (step != null && step.open.decrementAndGet() == 0) {
        step.noteOrPassOn(note);
        step = step.parent;
      }
    }

    private void noteOrPassOn(Consumer<Cid> note) {
      if (parent == null) {
        return;
      }
      if (depth == Pin.UNLIMITED && !sharesAPart && blocks.get() >= BLOCKS_PER_NOTE) {
        note.accept(cid);
      } else {
        parent.blocks.addAndGet(blocks.get());
      }
      if (sharesAPart) {
        parent.sharesAPart();
      }
    }

    String path() {
      Deque<String> path = new ArrayDeque<>();
      for (Step step = this; step != null && path.size() < MAX_PATH; step = step.parent) {
        path.addFirst(step.cid.toString());
      }
      return "at " + String.join("/", path);
    }
  }
}
