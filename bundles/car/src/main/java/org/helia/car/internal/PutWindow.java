package org.helia.car.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.helia.api.CancelledException;
import org.helia.api.Progress;
import org.helia.api.block.BlockMismatchException;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.Blocks;
import org.helia.api.car.CarException;
import org.helia.api.car.MalformedCarException;
import org.helia.ipld.car.CarSection;
import org.helia.platform.Workers;

/**
 * Checks and stores sections on all cores while the next ones are read. A bounded number is under
 * way, and their errors show in the order of the stream. For one reading thread.
 */
final class PutWindow implements AutoCloseable {
  /** How much is given to a worker at once, so that many small blocks cost few hand-overs. */
  private static final int BATCH_BYTES = 256 * 1024;

  private static final int BATCH_SECTIONS = 256;

  /**
   * The most batches under way, whatever the number of cores: about 36 MiB of the largest blocks.
   */
  private static final int MAX_BATCHES = 16;

  private static final long MAX_CLOSE_SECONDS = 60;

  private final Blocks blocks;
  private final BlockWriter writer;
  private final LongAdder present = new LongAdder();
  private final Progress progress;
  private final ExecutorService workers;
  private final int maxBatches;
  private final Queue<Future<?>> underWay = new ArrayDeque<>();
  private List<CarSection> batch = new ArrayList<>();
  private int batchBytes;
  private volatile boolean stopped;

  PutWindow(Blocks blocks, BlockWriter writer, Progress progress) {
    this.blocks = blocks;
    this.writer = writer;
    this.progress = progress;
    int threads = Workers.parallelism();
    this.workers = Workers.open("helia-car", threads);
    this.maxBatches = Math.min(2 * threads + 1, MAX_BATCHES);
  }

  /**
   * Takes a section; waits when too many are under way.
   *
   * @throws MalformedCarException when this or a section before it does not match its CID
   */
  void put(CarSection section) {
    batch.add(section);
    batchBytes += section.block().size();
    if (batchBytes >= BATCH_BYTES || batch.size() >= BATCH_SECTIONS) {
      submit();
    }
  }

  /**
   * Waits until all sections are stored.
   *
   * @throws MalformedCarException when one of them does not match its CID
   */
  void finish() {
    submit();
    while (!underWay.isEmpty()) {
      awaitOldest();
    }
  }

  /** How many of the stored blocks were there before. */
  long present() {
    return present.sum();
  }

  private void submit() {
    if (batch.isEmpty()) {
      return;
    }
    while (underWay.size() >= maxBatches) {
      awaitOldest();
    }
    List<CarSection> full = batch;
    batch = new ArrayList<>();
    batchBytes = 0;
    underWay.add(workers.submit(() -> full.forEach(this::store)));
  }

  private void store(CarSection section) {
    if (stopped) {
      return;
    }
    try {
      boolean isThere = blocks.has(section.block().cid());
      writer.put(section.block());
      if (isThere) {
        present.increment();
      }
    } catch (BlockMismatchException e) {
      throw new MalformedCarException(
          section.offset(), "block " + section.block().cid() + " does not match its CID", e);
    }
    progress.advanced(1, section.block().size());
  }

  private void awaitOldest() {
    Future<?> oldest = underWay.remove();
    try {
      oldest.get();
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("importing a CAR");
    } catch (ExecutionException e) {
      throw rethrown(e);
    }
  }

  private static RuntimeException rethrown(ExecutionException failed) {
    if (failed.getCause() instanceof Error error) {
      throw error;
    }
    return failed.getCause() instanceof RuntimeException known
        ? known
        : new CarException("a block of the CAR cannot be stored: " + failed, failed);
  }

  /** Gives up what was not stored yet, and waits for the blocks that are being stored. */
  @Override
  public void close() {
    stopped = true;
    workers.shutdown();
    boolean interrupted = false;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_CLOSE_SECONDS);
    while (!workers.isTerminated() && System.nanoTime() < end) {
      try {
        workers.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
