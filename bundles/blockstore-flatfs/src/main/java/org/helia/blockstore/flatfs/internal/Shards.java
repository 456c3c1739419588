package org.helia.blockstore.flatfs.internal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directories that block files are in, and which of them have changes that are not durable.
 *
 * <p>The methods about a block are called under its lock, so that whoever finds its file finds its
 * directory marked, too.
 */
final class Shards {
  private static final Logger LOG = LoggerFactory.getLogger(Shards.class);

  /** Bounds what is remembered, should a shard function give very many directories. */
  private static final int MAX_REMEMBERED = 64 * 1024;

  private final Layout layout;
  private final Disk disk;
  private final WriteGate gate;
  private final ParallelIo parallel;
  private final ReentrantLock syncing = new ReentrantLock();
  private final Set<String> changed = ConcurrentHashMap.newKeySet();

  /** Those that were made durable once since the store was opened. */
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  private volatile boolean rootChanged;

  Shards(Layout layout, Disk disk, WriteGate gate, ParallelIo parallel) {
    this.layout = layout;
    this.disk = disk;
    this.gate = gate;
    this.parallel = parallel;
  }

  /** Gives a durable temporary file the name of its block. */
  void publish(Path temp, String name) throws IOException {
    Path file = layout.file(name);
    try {
      disk.move(temp, file);
    } catch (NoSuchFileException e) {
      disk.makeDirectory(layout.shard(layout.shardOf(name)));
      rootChanged = true;
      disk.move(temp, file);
    }
    changed.add(layout.shardOf(name));
  }

  /**
   * Removes the file of a block.
   *
   * @return whether it was there
   */
  boolean delete(String name) throws IOException {
    boolean deleted = disk.delete(layout.file(name));
    if (deleted) {
      changed.add(layout.shardOf(name));
    }
    return deleted;
  }

  /**
   * Whether a block has a file of this size; if so, it is durable after the next {@link #sync},
   * even if an earlier process made it and died.
   *
   * <p>A file of another size is not the block but damaged, and may be overwritten.
   */
  boolean has(String name, int size) {
    if (!disk.hasSize(layout.file(name), size)) {
      return false;
    }
    String shard = layout.shardOf(name);
    if (!known.contains(shard)) {
      changed.add(shard);
    }
    return true;
  }

  /**
   * Makes durable which files were published and removed before.
   *
   * @param atOnce whether to try it with one call for the whole file system, which also waits for
   *     what others write
   */
  void sync(boolean atOnce) throws IOException {
    // Whoever finds nothing marked must wait for the one who has taken the marks.
    syncing.lock();
    try {
      if (!atOnce || !syncAtOnce()) {
        syncRoot();
        parallel.forEach(List.copyOf(changed), this::sync);
      }
    } finally {
      syncing.unlock();
    }
  }

  private boolean syncAtOnce() {
    // Before it is forced: what changes meanwhile marks it again.
    boolean root = rootChanged;
    rootChanged = false;
    List<String> taken = List.copyOf(changed);
    taken.forEach(changed::remove);
    if (disk.forceAll(layout.root())) {
      taken.forEach(this::remember);
      return true;
    }
    changed.addAll(taken);
    if (root) {
      rootChanged = true;
    }
    return false;
  }

  private void syncRoot() throws IOException {
    if (rootChanged) {
      rootChanged = false;
      try {
        gate.force(() -> disk.forceDirectory(layout.root()));
      } catch (IOException e) {
        rootChanged = true;
        throw e;
      }
    }
  }

  private void sync(String shard) throws IOException {
    // Before it is forced: what changes meanwhile marks it again.
    changed.remove(shard);
    try {
      gate.force(() -> disk.forceDirectory(layout.shard(shard)));
    } catch (NoSuchFileException e) {
      LOG.debug("{} was removed by somebody else", layout.shard(shard));
    } catch (IOException e) {
      changed.add(shard);
      throw e;
    }
    remember(shard);
  }

  private void remember(String shard) {
    if (known.size() > MAX_REMEMBERED) {
      known.clear();
    }
    known.add(shard);
  }
}
