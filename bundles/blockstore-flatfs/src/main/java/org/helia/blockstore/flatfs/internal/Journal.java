package org.helia.blockstore.flatfs.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One journal file and the blocks in it. It is written to by {@link Journals}, one call at a time,
 * then frozen, and removed when its blocks are files.
 */
final class Journal {
  static final String EXTENSION = ".log";

  private final Path directory;
  private final Path file;
  private final Disk disk;
  private final WriteGate gate;
  private final List<Journaled> blocks;

  /** Held while the file is forced or closed, so that it isn't closed under a force. */
  private final ReentrantLock forcing = new ReentrantLock();

  private Disk.@Nullable Appender out;
  private long size;

  /** The size, for those who force. */
  private volatile long written;

  private long forced;
  private boolean closed;

  private Journal(
      Path directory,
      long number,
      Disk disk,
      WriteGate gate,
      List<Journaled> blocks,
      long written) {
    this.directory = directory;
    this.file = directory.resolve(number + EXTENSION);
    this.disk = disk;
    this.gate = gate;
    this.blocks = blocks;
    this.size = written;
    this.written = written;
    this.forced = written;
  }

  /** A journal whose file is made when something is written to it. */
  static Journal create(Path directory, long number, Disk disk, WriteGate gate) {
    return new Journal(directory, number, disk, gate, new ArrayList<>(), 0);
  }

  /** The journal of an earlier process, which was read and forced. Nothing is added to it. */
  static Journal replayed(
      Path directory, long number, Disk disk, WriteGate gate, List<Journaled> blocks, long bytes) {
    return new Journal(directory, number, disk, gate, blocks, bytes);
  }

  /** Its blocks, those that were deleted since included. */
  List<Journaled> blocks() {
    return blocks;
  }

  /** The size of the file. */
  long bytes() {
    return written;
  }

  void put(Journaled block) throws IOException {
    append(JournalRecord.put(block.hash(), block.bytes()));
    blocks.add(block);
  }

  void append(JournalRecord record) throws IOException {
    byte[] bytes = record.encode();
    Disk.Appender to = out;
    if (to == null) {
      to = disk.append(file);
      out = to;
    }
    try {
      to.append(bytes);
    } catch (IOException e) {
      undo(to, e);
      throw e;
    }
    size += bytes.length;
    written = size;
  }

  /** A part of a record at the end would hide all that is written after it. */
  private void undo(Disk.Appender to, IOException cause) {
    try {
      to.truncate(written);
    } catch (IOException e) {
      cause.addSuppressed(e);
      gate.close(cause);
    }
  }

  /** Makes durable what was written before; nothing to do when its blocks are files. */
  void force() throws IOException {
    forcing.lock();
    try {
      Disk.Appender to = out;
      long upTo = written;
      if (closed || to == null || upTo == forced) {
        return;
      }
      gate.force(to::force);
      if (forced == 0) {
        gate.force(() -> disk.forceDirectory(directory));
      }
      forced = upTo;
    } finally {
      forcing.unlock();
    }
  }

  /** Closes the file and leaves it for the next process. */
  void close() throws IOException {
    forcing.lock();
    try {
      closed = true;
      if (out != null) {
        out.close();
      }
    } finally {
      forcing.unlock();
    }
  }

  /** Removes the file. */
  void discard() throws IOException {
    close();
    disk.delete(file);
  }
}
