package org.helia.blockstore.flatfs.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Makes the blocks of the journals files, and drops the journals. Runs once at a time. */
final class Checkpoint {
  /** So many files are written before the first of them is forced, which then costs less. */
  private static final int BATCH = 32;

  private final Disk disk;
  private final WriteGate gate;
  private final Journals journals;
  private final PendingBlocks pending;
  private final Shards shards;
  private final TempFiles temps;
  private final ParallelIo parallel;

  Checkpoint(
      Disk disk,
      WriteGate gate,
      Journals journals,
      PendingBlocks pending,
      Shards shards,
      TempFiles temps,
      ParallelIo parallel) {
    this.disk = disk;
    this.gate = gate;
    this.journals = journals;
    this.pending = pending;
    this.shards = shards;
    this.temps = temps;
    this.parallel = parallel;
  }

  /**
   * Works through everything that was recorded before. When it fails, the journals stay and another
   * one may succeed.
   */
  void run() throws IOException {
    List<Journal> frozen = journals.freeze();
    if (frozen.isEmpty()) {
      return;
    }
    List<Journaled> blocks = frozen.stream().flatMap(each -> each.blocks().stream()).toList();
    parallel.forEach(batches(blocks), this::makeFiles);
    shards.sync();
    // In this order: while a block is pending, deleting it is recorded, which a journal that is
    // still
    // there needs.
    journals.discard(frozen);
    blocks.forEach(pending::remove);
  }

  private static List<List<Journaled>> batches(List<Journaled> blocks) {
    List<List<Journaled>> batches = new ArrayList<>();
    for (int from = 0; from < blocks.size(); from += BATCH) {
      batches.add(blocks.subList(from, Math.min(from + BATCH, blocks.size())));
    }
    return batches;
  }

  private void makeFiles(List<Journaled> batch) throws IOException {
    List<Written> files = new ArrayList<>();
    try {
      for (Journaled block : batch) {
        if (!isFile(block)) {
          files.add(new Written(block, temps.write(block.bytes())));
        }
      }
      for (Written each : files) {
        gate.force(() -> disk.force(each.temp()));
      }
      for (Written each : files) {
        publish(each);
      }
    } catch (IOException e) {
      discard(files, e);
      throw e;
    }
  }

  /** A process that was killed may have been in a checkpoint. */
  private boolean isFile(Journaled block) {
    if (!block.isReplayed()) {
      return false;
    }
    ReentrantLock lock = pending.lockOf(block.hash());
    lock.lock();
    try {
      return shards.has(block.name(), block.size());
    } finally {
      lock.unlock();
    }
  }

  private void publish(Written file) throws IOException {
    ReentrantLock lock = pending.lockOf(file.block().hash());
    lock.lock();
    try {
      if (pending.isCurrent(file.block())) {
        shards.publish(file.temp(), file.block().name());
      } else {
        disk.delete(file.temp());
      }
    } finally {
      lock.unlock();
    }
  }

  private void discard(List<Written> files, IOException cause) {
    for (Written each : files) {
      try {
        disk.delete(each.temp());
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
    }
  }

  private record Written(Journaled block, Path temp) {}
}
