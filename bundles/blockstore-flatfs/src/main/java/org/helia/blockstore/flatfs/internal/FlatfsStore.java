package org.helia.blockstore.flatfs.internal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.helia.api.block.BlockTooLargeException;
import org.helia.multiformats.Multihash;
import org.helia.platform.Workers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blocks in a folder that this process has locked. It speaks of files and their errors; {@link
 * FlatfsBlockstore} makes a service of it.
 */
final class FlatfsStore {
  private static final Logger LOG = LoggerFactory.getLogger(FlatfsStore.class);

  /** One for syncs, one for checkpoints. */
  private static final int ROUND_THREADS = 2;

  private final FlatfsLimits limits;
  private final Disk disk;
  private final Layout layout;
  private final RepositoryLock lock;
  private final WriteGate gate;
  private final PendingBlocks pending = new PendingBlocks();
  private final TempFiles temps;
  private final Shards shards;
  private final Journals journals;
  private final Staging staging;
  private final Checkpoint checkpoint;
  private final Rounds syncs;
  private final Rounds checkpoints;
  private final ExecutorService fileThreads;
  private final ExecutorService roundThreads;
  private final Executor later;
  private final AtomicBoolean checkpointIsDue = new AtomicBoolean();
  private volatile boolean lastCheckpointFailed;

  /**
   * Locks and opens a folder, or makes a new one.
   *
   * @throws IOException when it is in use, is no folder of blocks, or cannot be written to
   */
  static FlatfsStore open(Path root, Disk disk, FlatfsLimits limits, InstantSource clock)
      throws IOException {
    FlatfsFolder folder = new FlatfsFolder(root, disk);
    folder.make();
    RepositoryLock lock = RepositoryLock.acquire(root, clock.instant());
    try {
      return new FlatfsStore(folder.open(), disk, limits, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private FlatfsStore(Layout layout, Disk disk, FlatfsLimits limits, RepositoryLock lock)
      throws IOException {
    this.limits = limits;
    this.disk = disk;
    this.layout = layout;
    this.lock = lock;
    gate = new WriteGate(layout.root());
    SortedMap<Long, Journal> replayed = new JournalReplay(layout.journal(), disk, gate).read();
    journals = new Journals(layout.journal(), disk, gate, replayed);
    replayed.values().stream()
        .map(Journal::blocks)
        .flatMap(Collection::stream)
        .forEach(pending::add);

    fileThreads = Workers.open("helia-flatfs-files", ParallelIo.THREADS);
    roundThreads = Workers.open("helia-flatfs", ROUND_THREADS);
    long delay = limits.checkpointDelay().toNanos();
    later = CompletableFuture.delayedExecutor(delay, TimeUnit.NANOSECONDS, roundThreads);
    ParallelIo parallel = new ParallelIo(fileThreads);
    temps = new TempFiles(layout.temp(), disk);
    shards = new Shards(layout, disk, gate, parallel);
    staging = new Staging(disk, gate, pending, shards, fileThreads, limits);
    checkpoint =
        new Checkpoint(disk, gate, journals, pending, shards, temps, parallel, limits.manyFiles());
    syncs = new Rounds("sync", roundThreads, limits.patience(), this::syncOnce);
    checkpoints = new Rounds("checkpoint", roundThreads, limits.patience(), this::checkpointOnce);
    if (!replayed.isEmpty()) {
      checkpoints.request();
    }
  }

  /**
   * The bytes of a block.
   *
   * @return null when it is not there
   */
  byte @Nullable [] get(Multihash hash) throws IOException {
    Pending block = pending.get(hash);
    if (block instanceof Journaled journaled) {
      return journaled.bytes();
    }
    byte[] bytes = block instanceof Staged staged ? read(staged.temp()) : null;
    // Whatever was pending and is not any more became a file.
    return bytes != null ? bytes : read(layout.file(BlockName.of(hash)));
  }

  private byte @Nullable [] read(Path file) throws IOException {
    try {
      return disk.read(file, limits.maxBlockBytes());
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** The size of a block, or {@link Disk#ABSENT}. */
  long size(Multihash hash) throws IOException {
    Pending block = pending.get(hash);
    if (block != null) {
      return block.size();
    }
    Path file = layout.file(BlockName.of(hash));
    long size = disk.size(file);
    if (size > limits.maxBlockBytes()) {
      throw new Disk.FileTooLargeException(file, size, limits.maxBlockBytes());
    }
    return size;
  }

  /** Begins to list the blocks. */
  BlockWalk walk() throws IOException {
    return new BlockWalk(layout, pending.hashes());
  }

  /** Stores a block; it is durable after {@link #sync}. */
  void put(Multihash hash, byte[] bytes) throws IOException {
    gate.check();
    if (bytes.length > limits.maxBlockBytes()) {
      throw new BlockTooLargeException(
          "block " + BlockName.of(hash), bytes.length, limits.maxBlockBytes());
    }
    if (bytes.length <= limits.journaledBlockBytes()) {
      journal(hash, bytes);
    } else {
      stage(hash, bytes);
    }
  }

  private void journal(Multihash hash, byte[] bytes) throws IOException {
    if (isFull(1) && !isReplayed(hash) && isThere(hash, bytes.length)) {
      return;
    }
    awaitRoom();
    ReentrantLock held = pending.lockOf(hash);
    held.lock();
    try {
      if (isReplayed(hash) || !isThere(hash, bytes.length)) {
        pending.add(journals.put(hash, bytes));
      }
    } finally {
      held.unlock();
    }
    scheduleCheckpoint();
  }

  /**
   * What another process had promised was read from its journal, but whether the disk has it, too,
   * nobody knows after an fsync that failed. So it is promised again only on a record of our own.
   */
  private boolean isReplayed(Multihash hash) {
    return pending.get(hash) instanceof Journaled block && block.isReplayed();
  }

  private void stage(Multihash hash, byte[] bytes) throws IOException {
    if (isThere(hash, bytes.length)) {
      return;
    }
    staging.reserve();
    boolean added = false;
    try {
      added = addStaged(hash, temps.write(bytes), bytes.length);
    } finally {
      if (!added) {
        staging.release();
      }
    }
  }

  private boolean addStaged(Multihash hash, Path temp, int size) throws IOException {
    ReentrantLock held = pending.lockOf(hash);
    held.lock();
    try {
      if (isThere(hash, size)) {
        disk.delete(temp);
        return false;
      }
      Staged block = new Staged(hash, BlockName.of(hash), temp, size);
      pending.add(block);
      staging.add(block);
      return true;
    } finally {
      held.unlock();
    }
  }

  private boolean isThere(Multihash hash, int size) {
    ReentrantLock held = pending.lockOf(hash);
    held.lock();
    try {
      return pending.get(hash) != null || shards.has(BlockName.of(hash), size);
    } finally {
      held.unlock();
    }
  }

  /** Whether this part of what the journals may hold is in them. */
  private boolean isFull(double part) {
    return journals.bytes() >= part * limits.journalBytes()
        || journals.blocks() >= part * limits.journalBlocks();
  }

  private void awaitRoom() throws IOException {
    while (isFull(1)) {
      gate.check();
      checkpoints.await();
    }
  }

  private void scheduleCheckpoint() {
    if (isFull(0.5)) {
      checkpoints.request();
    } else if (checkpointIsDue.compareAndSet(false, true)) {
      later.execute(checkpoints::request);
    }
  }

  private void checkpointOnce() throws IOException {
    checkpointIsDue.set(false);
    if (!gate.isOpen()) {
      return;
    }
    try {
      checkpoint.run();
      lastCheckpointFailed = false;
    } catch (IOException e) {
      checkpointFailed(e);
      throw e;
    }
  }

  private void checkpointFailed(IOException e) {
    if (!lastCheckpointFailed) {
      LOG.warn(
          "blockstore flatfs at {}: small blocks cannot be made files now and stay in the journal;"
              + " trying again every {} s: {}",
          layout.root(),
          limits.checkpointDelay().toSeconds(),
          e.toString());
    }
    lastCheckpointFailed = true;
    scheduleCheckpoint();
  }

  /** Makes durable all that was put before, together with others who call this now. */
  void sync() throws IOException {
    gate.check();
    try {
      syncs.await();
    } catch (IOException e) {
      gate.check();
      throw e;
    }
  }

  private void syncOnce() throws IOException {
    journals.force();
    staging.drain();
    shards.sync(false);
  }

  /** How many blocks the journals have. */
  int journaledBlocks() {
    return journals.blocks();
  }

  /** Makes files of all small blocks, so that Kubo sees them, too. */
  void checkpoint() throws IOException {
    checkpoints.await();
  }

  /**
   * Removes a block.
   *
   * @return whether it was there
   */
  boolean delete(Multihash hash) throws IOException {
    gate.check();
    ReentrantLock held = pending.lockOf(hash);
    held.lock();
    try {
      Pending block = pending.get(hash);
      if (block instanceof Journaled) {
        journals.delete(hash);
      }
      boolean isFile = shards.delete(BlockName.of(hash));
      if (block != null) {
        pending.remove(block);
      }
      return isFile || block != null;
    } finally {
      held.unlock();
    }
  }

  /** Makes everything durable files and releases the folder. Nobody may be in another method. */
  void close() throws IOException {
    boolean interrupted = Thread.interrupted();
    try (lock;
        journals) {
      makeFiles();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void makeFiles() throws IOException {
    try {
      if (gate.isOpen()) {
        syncs.await();
        checkpoints.await();
      }
    } finally {
      // Nothing may write once the lock is gone.
      stop(roundThreads);
      stop(fileThreads);
    }
  }

  private void stop(ExecutorService threads) {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(limits.patience().toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.warn("blockstore flatfs at {}: the disk still works on it; closing", layout.root());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
