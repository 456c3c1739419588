package org.helia.blockstore.flatfs.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/** Makes the blocks of the journals files, and drops the journals. Runs once at a time. */
final class Checkpoint {
  private final Disk disk;
  private final WriteGate gate;
  private final Journals journals;
  private final PendingBlocks pending;
  private final Shards shards;
  private final TempFiles temps;
  private final ParallelIo parallel;
  private final int manyFiles;

  /**
   * @param manyFiles from so many files on, one call for the whole file system is cheaper than one
   *     for each
   */
  Checkpoint(
      Disk disk,
      WriteGate gate,
      Journals journals,
      PendingBlocks pending,
      Shards shards,
      TempFiles temps,
      ParallelIo parallel,
      int manyFiles) {
    this.disk = disk;
    this.gate = gate;
    this.journals = journals;
    this.pending = pending;
    this.shards = shards;
    this.temps = temps;
    this.parallel = parallel;
    this.manyFiles = manyFiles;
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
    Queue<Written> files = new ConcurrentLinkedQueue<>();
    try {
      parallel.forEach(blocks, block -> write(block, files));
      force(files);
      parallel.forEach(files, this::publish);
    } catch (IOException e) {
      discard(files, e);
      throw e;
    }
    shards.sync(files.size() >= manyFiles);
    // In this order: while a block is pending, deleting it is recorded, which a journal that is
    // still there needs.
    journals.discard(frozen);
    blocks.forEach(pending::remove);
  }

  private void write(Journaled block, Queue<Written> files) throws IOException {
    if (!isFile(block)) {
      files.add(new Written(block, temps.write(block.bytes())));
    }
  }

  private void force(Queue<Written> files) throws IOException {
    if (files.size() < manyFiles || !disk.forceAll(temps.directory())) {
      parallel.forEach(files, file -> gate.force(() -> disk.force(file.temp())));
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

  private void discard(Queue<Written> files, IOException cause) {
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
