package org.helia.gc.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.helia.api.CancelledException;
import org.helia.api.HeliaException;
import org.helia.api.block.Block;
import org.helia.api.block.BlockException;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.BlockSweep;
import org.helia.api.block.Blocks;
import org.helia.api.block.FetchOptions;
import org.helia.api.codec.CodecException;
import org.helia.api.codec.Codecs;
import org.helia.api.gc.BlockRoot;
import org.helia.api.gc.BrokenDagException;
import org.helia.api.gc.GcOptions.BrokenBlocks;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.platform.BlockSet;
import org.helia.platform.ParallelWalk;
import org.jspecify.annotations.Nullable;

/**
 * Finds everything that roots reach. Whole DAGs are walked together, each block once; what is
 * reached to a depth only, or kept by a writer that may still be storing it, is walked by itself.
 */
final class Marking {
  /** How much of the way to a broken block an error tells. */
  private static final int MAX_PATH = 64;

  private final Blocks blocks;
  private final Codecs codecs;
  private final BlockSweep sweep;
  private final BrokenBlocks brokenBlocks;
  private final Consumer<Long> marked;
  private final ParallelWalk<Step> walk;
  private final List<BlockRoot> bestEffort = new ArrayList<>();
  private final Deque<BlockRoot> limited = new ArrayDeque<>();
  private final Deque<Cid> kept = new ArrayDeque<>();
  private final LongAdder broken = new LongAdder();
  private final List<Step> roots = new ArrayList<>();
  private long rootCount;

  /**
   * @param marked told of blocks as they are marked
   */
  Marking(
      Blocks blocks,
      Codecs codecs,
      BlockSweep sweep,
      BrokenBlocks brokenBlocks,
      Consumer<Long> marked,
      ExecutorService workers,
      int threads) {
    this.blocks = blocks;
    this.codecs = codecs;
    this.sweep = sweep;
    this.brokenBlocks = brokenBlocks;
    this.marked = marked;
    this.walk = new ParallelWalk<>("the collection", workers, threads, () -> this::visit);
    kept.addAll(sweep.keptDags());
  }

  void add(BlockRoot root) {
    rootCount++;
    if (root.depth() != BlockRoot.UNLIMITED) {
      limited.add(root);
    } else if (root.bestEffort()) {
      bestEffort.add(root);
    } else {
      begin(root);
    }
  }

  private void begin(BlockRoot root) {
    if (sweep.mark(root.cid())) {
      marked.accept(1L);
      roots.add(new Step(root.cid(), null, root));
    }
  }

  long roots() {
    return rootCount;
  }

  long broken() {
    return broken.sum();
  }

  /**
   * Goes on until all is marked.
   *
   * @return whether it is
   * @throws BrokenDagException when a block is broken and that is not to be passed over
   */
  boolean run(BooleanSupplier pause) {
    if (!walk(pause)) {
      return false;
    }
    // Last, as each block is followed once: what others share with these must be there.
    bestEffort.forEach(this::begin);
    bestEffort.clear();
    if (!walk(pause)) {
      return false;
    }
    while (!limited.isEmpty() && !pause.getAsBoolean()) {
      markLimited(limited.peek());
      limited.remove();
    }
    while (limited.isEmpty() && !kept.isEmpty() && !pause.getAsBoolean()) {
      markKept(kept.peek());
      kept.remove();
    }
    return limited.isEmpty() && kept.isEmpty();
  }

  private boolean walk(BooleanSupplier pause) {
    walk.start(roots);
    roots.clear();
    return walk.run(pause);
  }

  /** A block whose links are to be followed, and where it was found. */
  private record Step(Cid cid, @Nullable Step parent, BlockRoot root) {
    String path() {
      Deque<String> path = new ArrayDeque<>();
      for (Step step = this; step != null && path.size() < MAX_PATH; step = step.parent) {
        path.addFirst(step.cid.toString());
      }
      return "at " + String.join("/", path);
    }
  }

  private void visit(Step step, Consumer<Step> found) {
    try {
      if (step.cid.codec() == Multicodec.RAW) {
        requirePresent(step.cid);
      } else {
        follow(step, found);
      }
    } catch (CancelledException e) {
      found.accept(step);
      throw e;
    } catch (BlockException | CodecException e) {
      broken(step, e);
    }
  }

  private void broken(Step step, HeliaException error) {
    sweep.markIncomplete();
    if (step.root.bestEffort() && error instanceof BlockNotFoundException) {
      return;
    }
    if (brokenBlocks == BrokenBlocks.GIVE_UP) {
      throw new BrokenDagException(step.cid, step.root.owner(), step.path(), error);
    }
    broken.increment();
  }

  private void requirePresent(Cid leaf) {
    if (!blocks.has(leaf)) {
      throw new BlockNotFoundException(leaf, "the blockstores");
    }
  }

  /** Leaves that are there need no visit of their own. */
  private void follow(Step step, Consumer<Step> found) {
    Block block = blocks.get(step.cid, FetchOptions.OFFLINE);
    List<Cid> links = new ArrayList<>();
    codecs.links(block, links::add);
    long fresh = 0;
    for (Cid link : links) {
      if (sweep.mark(link)) {
        fresh++;
        if (link.codec() != Multicodec.RAW || !blocks.has(link)) {
          found.accept(new Step(link, step, step.root));
        }
      }
    }
    if (fresh > 0) {
      marked.accept(fresh);
    }
  }

  private record Node(Step step, int depth) {}

  /** A block may be reached at several depths, and is followed from each. */
  private void markLimited(BlockRoot root) {
    Map<Integer, BlockSet> seen = new HashMap<>();
    Deque<Node> pending = new ArrayDeque<>();
    pending.push(new Node(new Step(root.cid(), null, root), root.depth()));
    while (!pending.isEmpty()) {
      CancelledException.checkpoint("the collection");
      Node next = pending.pop();
      Step step = next.step();
      if (seen.computeIfAbsent(next.depth(), unused -> new BlockSet()).add(step.cid())) {
        if (sweep.markBlock(step.cid().multihash())) {
          marked.accept(1L);
        }
        followLimited(next, pending);
      }
    }
  }

  private void followLimited(Node node, Deque<Node> pending) {
    Step step = node.step();
    try {
      if (node.depth() == 0 || step.cid().codec() == Multicodec.RAW) {
        requirePresent(step.cid());
      } else {
        codecs.links(
            blocks.get(step.cid(), FetchOptions.OFFLINE),
            link -> pending.push(new Node(new Step(link, step, step.root()), node.depth() - 1)));
      }
    } catch (CancelledException e) {
      throw e;
    } catch (BlockException | CodecException e) {
      broken(step, e);
    }
  }

  /** Does not promise anything about what is below a block, as some of it may be on its way. */
  private void markKept(Cid root) {
    BlockSet seen = new BlockSet();
    Deque<Cid> pending = new ArrayDeque<>();
    pending.push(root);
    while (!pending.isEmpty()) {
      CancelledException.checkpoint("the collection");
      Cid next = pending.pop();
      if (seen.add(next)) {
        if (sweep.markBlock(next.multihash())) {
          marked.accept(1L);
        }
        if (next.codec() != Multicodec.RAW) {
          followKept(next, pending);
        }
      }
    }
  }

  private void followKept(Cid cid, Deque<Cid> pending) {
    try {
      codecs.links(blocks.get(cid, FetchOptions.OFFLINE), pending::push);
    } catch (BlockNotFoundException e) {
      // Whoever stores it protects it.
    }
  }
}
