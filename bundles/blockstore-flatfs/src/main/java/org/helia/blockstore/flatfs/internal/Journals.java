package org.helia.blockstore.flatfs.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.locks.ReentrantLock;
import org.helia.multiformats.Multihash;

/**
 * The journals of a store: one that is written to and those whose blocks are being made files.
 *
 * <p>They are numbered and replayed in that order. A record says what became of a block; the last
 * one about a block holds. Deleting is recorded only to take back a put of one of these journals:
 * replaying never removes a file.
 */
final class Journals implements AutoCloseable {
  private final Path directory;
  private final Disk disk;
  private final WriteGate gate;
  private final ReentrantLock writing = new ReentrantLock();
  private final List<Journal> frozen;
  private Journal active;
  private long lastNumber;

  /** How much the frozen ones hold; they do not change any more. */
  private volatile long frozenBytes;

  private volatile int frozenBlocks;
  private volatile long activeBytes;
  private volatile int activeBlocks;

  /**
   * Goes on after the journals of an earlier process.
   *
   * @param replayed by their numbers
   */
  Journals(Path directory, Disk disk, WriteGate gate, SortedMap<Long, Journal> replayed) {
    this.directory = directory;
    this.disk = disk;
    this.gate = gate;
    this.frozen = new ArrayList<>(replayed.values());
    this.lastNumber = replayed.isEmpty() ? 0 : replayed.lastKey();
    this.active = next();
    count();
  }

  private Journal next() {
    lastNumber++;
    return Journal.create(directory, lastNumber, disk, gate);
  }

  private void count() {
    frozenBytes = frozen.stream().mapToLong(Journal::bytes).sum();
    frozenBlocks = frozen.stream().mapToInt(journal -> journal.blocks().size()).sum();
    activeBytes = active.bytes();
    activeBlocks = active.blocks().size();
  }

  /** How many bytes all journals have. */
  long bytes() {
    return frozenBytes + activeBytes;
  }

  /** How many blocks all journals have. */
  int blocks() {
    return frozenBlocks + activeBlocks;
  }

  /** Records a block. It is durable after {@link #force}. */
  Journaled put(Multihash hash, byte[] bytes) throws IOException {
    Journaled block = new Journaled(hash, bytes, false);
    writing.lock();
    try {
      active.put(block);
      activeBytes = active.bytes();
      activeBlocks = active.blocks().size();
      return block;
    } finally {
      writing.unlock();
    }
  }

  /** Takes back the put of a block that is in one of the journals. */
  void delete(Multihash hash) throws IOException {
    writing.lock();
    try {
      active.append(JournalRecord.delete(hash));
      activeBytes = active.bytes();
    } finally {
      writing.unlock();
    }
  }

  /** Makes durable all that was recorded before. */
  void force() throws IOException {
    for (Journal journal : present()) {
      journal.force();
    }
  }

  private List<Journal> present() {
    writing.lock();
    try {
      List<Journal> all = new ArrayList<>(frozen);
      all.add(active);
      return all;
    } finally {
      writing.unlock();
    }
  }

  /**
   * Begins a new journal.
   *
   * @return all others, the oldest first
   */
  List<Journal> freeze() {
    writing.lock();
    try {
      if (active.bytes() > 0) {
        frozen.add(active);
        active = next();
        count();
      }
      return List.copyOf(frozen);
    } finally {
      writing.unlock();
    }
  }

  /**
   * Removes frozen journals, whose blocks are durable files now. Durably: a journal that came back
   * could bring back a block that was deleted since.
   */
  void discard(List<Journal> done) throws IOException {
    for (Journal journal : done) {
      journal.discard();
    }
    gate.force(() -> disk.forceDirectory(directory));
    writing.lock();
    try {
      frozen.removeAll(done);
      count();
    } finally {
      writing.unlock();
    }
  }

  /** Closes the files; they stay for the next process to replay. */
  @Override
  public void close() throws IOException {
    for (Journal journal : present()) {
      journal.close();
    }
  }
}
