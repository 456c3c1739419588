package org.helia.blockstore.flatfs.internal;

import java.io.IOException;
import java.io.SyncFailedException;
import java.nio.file.Path;

/**
 * The operations on files that a store is made of. There is one real disk; tests have others that
 * fail, fill up or lose their power.
 */
interface Disk {
  /** What {@link #size} returns for a file that is not there. */
  long ABSENT = -1;

  /**
   * Reads a file.
   *
   * @param maxBytes the largest file that is read
   * @throws java.nio.file.NoSuchFileException when it is not there
   * @throws FileTooLargeException when it is larger
   */
  byte[] read(Path file, int maxBytes) throws IOException;

  /** The size of a file in bytes, or {@link #ABSENT}. */
  long size(Path file) throws IOException;

  /**
   * Whether there is a file of this size. Cheaper than {@link #size} for one that is not there; a
   * disk that cannot tell says no.
   */
  boolean hasSize(Path file, long bytes);

  /** Writes a new file. When that fails, nothing of it stays. */
  void write(Path file, byte[] bytes) throws IOException;

  /**
   * Makes the content of a file durable, by fsync.
   *
   * @throws SyncFailedException when fsync itself fails: what was written may be lost
   */
  void force(Path file) throws IOException;

  /**
   * Makes durable which files a directory has, by fsync.
   *
   * @throws SyncFailedException when fsync itself fails
   */
  void forceDirectory(Path directory) throws IOException;

  /**
   * Makes durable all that was written to the file system of a directory, where one call does that.
   *
   * @return false when that is not possible, failed or took too long: what matters has to be forced
   *     piece by piece
   */
  boolean forceAll(Path directory);

  /** Renames a file within this disk, in one step; replaces another one of that name. */
  void move(Path from, Path to) throws IOException;

  /**
   * Removes a file.
   *
   * @return whether it was there
   */
  boolean delete(Path file) throws IOException;

  /** Makes a directory, unless it is there. */
  void makeDirectory(Path directory) throws IOException;

  /** Makes a new file that grows at its end. */
  Appender append(Path file) throws IOException;

  /** A file that grows at its end. */
  interface Appender extends AutoCloseable {
    /** Writes at the end. After a failure a part may have been written. */
    void append(byte[] bytes) throws IOException;

    /** Cuts the file to this length and goes on there. */
    void truncate(long length) throws IOException;

    /** Makes durable what was written before, by fsync. */
    void force() throws SyncFailedException;

    @Override
    void close() throws IOException;
  }

  /** A file is larger than what its reader accepts. */
  final class FileTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    FileTooLargeException(Path file, long size, int maxBytes) {
      super("%s has %d bytes, over the limit of %d".formatted(file, size, maxBytes));
    }
  }
}
