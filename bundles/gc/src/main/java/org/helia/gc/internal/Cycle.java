package org.helia.gc.internal;

import java.time.Duration;
import java.util.Iterator;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.helia.api.CancelledException;
import org.helia.api.block.BlockException;
import org.helia.api.block.BlockSweep;
import org.helia.api.block.Blocks;
import org.helia.api.codec.Codecs;
import org.helia.api.gc.GcListener;
import org.helia.api.gc.GcOptions;
import org.helia.api.gc.GcReport;
import org.helia.api.gc.GcStatus.Phase;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.jspecify.annotations.Nullable;

/**
 * One collection, from its beginning to its end, perhaps with pauses. First the sweep begins, so
 * that every writer is known from then on; then the roots are read; then all they reach is marked;
 * then the rest is deleted.
 */
final class Cycle implements AutoCloseable {
  private final Blocks blocks;
  private final BlockSweep sweep;
  private final GcOptions options;
  private final Marking marking;
  private final ListenerList listeners;

  private volatile Phase phase = Phase.MARKING;
  private @Nullable Stream<Multihash> candidates;
  private @Nullable Iterator<Multihash> next;
  private long deletedBlocks;
  private long deletedBytes;
  private long failedBlocks;
  private Duration duration = Duration.ZERO;

  Cycle(
      Blocks blocks,
      Codecs codecs,
      BlockSweep sweep,
      GcOptions options,
      ListenerList listeners,
      ExecutorService workers,
      int threads) {
    this.blocks = blocks;
    this.sweep = sweep;
    this.options = options;
    this.listeners = listeners;
    this.marking =
        new Marking(
            blocks, codecs, sweep, options.brokenBlocks(), listeners::marked, workers, threads);
  }

  GcOptions options() {
    return options;
  }

  Phase phase() {
    return phase;
  }

  void readRoots(Owners owners) {
    owners.forEachRoot(marking::add);
  }

  /**
   * Goes on.
   *
   * @param pause asked often; true: return soon
   * @param listener told of what this part does
   * @param enough asked after each deletion; true: the collection ends with that
   * @return whether it has ended
   */
  boolean run(BooleanSupplier pause, GcListener listener, BooleanSupplier enough) {
    listeners.setCaller(listener);
    long began = System.nanoTime();
    try {
      if (phase == Phase.MARKING && marking.run(pause)) {
        phase = Phase.SWEEPING;
      }
      return phase == Phase.SWEEPING && sweepOn(pause, enough);
    } finally {
      duration = duration.plusNanos(System.nanoTime() - began);
    }
  }

  private boolean sweepOn(BooleanSupplier pause, BooleanSupplier enough) {
    Iterator<Multihash> each = next;
    if (each == null) {
      Stream<Multihash> opened = sweep.candidates();
      candidates = opened;
      each = opened.iterator();
      next = each;
    }
    while (!pause.getAsBoolean() && !enough.getAsBoolean()) {
      CancelledException.checkpoint("the collection");
      if (!each.hasNext()) {
        return true;
      }
      decide(each.next());
    }
    return enough.getAsBoolean();
  }

  private void decide(Multihash block) {
    if (sweep.isKept(block)) {
      return;
    }
    try {
      long bytes = size(block);
      boolean gone = options.dryRun() || sweep.delete(block);
      if (gone) {
        deletedBlocks++;
        deletedBytes += bytes;
        listeners.deleted(block, bytes);
      }
    } catch (BlockException e) {
      failedBlocks++;
      listeners.failed(block, e);
    }
  }

  private long size(Multihash block) {
    OptionalInt size = blocks.size(Cid.v1(Multicodec.RAW, block));
    return size.orElse(0);
  }

  GcReport report(boolean complete) {
    return new GcReport(
        complete,
        options.dryRun(),
        marking.roots(),
        sweep.marked(),
        deletedBlocks,
        deletedBytes,
        failedBlocks,
        marking.broken(),
        duration);
  }

  @Override
  public void close() {
    try (sweep) {
      if (candidates != null) {
        candidates.close();
      }
    }
  }
}
