package org.helia.ipld.car;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.helia.api.car.CarException;

/**
 * A file that any number of threads read at any position. It holds a few descriptors rather than
 * one channel, since a channel is closed for everybody when one of its readers is interrupted.
 */
public final class CarFile implements AutoCloseable {
  private static final int HANDLES = 8;

  private final Path path;
  private final long size;
  private final RandomAccessFile[] handles = new RandomAccessFile[HANDLES];
  private final ReentrantLock[] locks = new ReentrantLock[HANDLES];

  /**
   * Opens a file.
   *
   * @throws CarException when it cannot be read
   */
  public static CarFile open(Path path) {
    try {
      return new CarFile(path);
    } catch (IOException e) {
      throw new CarException("%s cannot be opened: %s".formatted(path, e.getMessage()), e);
    }
  }

  private CarFile(Path path) throws IOException {
    this.path = path;
    try {
      for (int i = 0; i < HANDLES; i++) {
        handles[i] = new RandomAccessFile(path.toFile(), "r");
        locks[i] = new ReentrantLock();
      }
      this.size = handles[0].length();
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** Where the file is. */
  public Path path() {
    return path;
  }

  /** How many bytes it had when it was opened. */
  public long size() {
    return size;
  }

  /**
   * Reads some bytes.
   *
   * @param position from the beginning of the file
   * @return how many there were: fewer than the array has at the end of the file
   * @throws CarException when the file cannot be read
   */
  public int read(long position, byte[] bytes) {
    return read(position, bytes, bytes.length);
  }

  /** As {@link #read(long, byte[])}, into the first part of an array. */
  int read(long position, byte[] bytes, int length) {
    int stripe = acquire();
    try {
      handles[stripe].seek(position);
      int done = 0;
      int count = 0;
      while (done < length && count >= 0) {
        done += count;
        count = handles[stripe].read(bytes, done, length - done);
      }
      return done;
    } catch (IOException e) {
      throw new CarException(
          "%s cannot be read at byte %d: %s".formatted(path, position, e.getMessage()), e);
    } finally {
      locks[stripe].unlock();
    }
  }

  /**
   * Fills an array.
   *
   * @throws CarException when the file ends before, or cannot be read
   */
  void readFully(long position, byte[] bytes, int length) {
    int found = read(position, bytes, length);
    if (found < length) {
      throw new CarException(
          "%s ends at byte %d, where %d more were expected"
              .formatted(path, position + found, length - found),
          new EOFException());
    }
  }

  private int acquire() {
    int first = (int) (Thread.currentThread().getId() % HANDLES);
    for (int i = 0; i < HANDLES; i++) {
      int stripe = (first + i) % HANDLES;
      if (locks[stripe].tryLock()) {
        return stripe;
      }
    }
    locks[first].lock();
    return first;
  }

  /** Reads that come later fail. */
  @Override
  public void close() {
    for (RandomAccessFile handle : handles) {
      if (handle != null) {
        try {
          handle.close();
        } catch (IOException e) {
          // Nothing was written: nothing can be lost.
          continue;
        }
      }
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
