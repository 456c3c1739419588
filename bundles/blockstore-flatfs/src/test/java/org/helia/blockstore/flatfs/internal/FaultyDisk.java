package org.helia.blockstore.flatfs.internal;

import java.io.IOException;
import java.io.SyncFailedException;
import java.nio.file.Path;
import java.util.Arrays;

/** A disk on which a test lets some operations fail. */
class FaultyDisk implements Disk {
  private final Disk disk = new LocalDisk();
  private volatile Fault fault = (operation, file) -> {};

  /** What a test lets fail. */
  enum Operation {
    WRITE,
    FORCE,
    FORCE_DIRECTORY,
    MOVE,
    CREATE_JOURNAL,
    APPEND,
    TRUNCATE,
    FORCE_JOURNAL
  }

  /** Throws to let an operation fail. */
  @FunctionalInterface
  interface Fault {
    void before(Operation operation, Path file) throws IOException;
  }

  void breakWith(Fault fault) {
    this.fault = fault;
  }

  /** From now on, operations of this kind fail with this message; fsyncs as fsyncs do. */
  void breakAll(Operation broken, String message) {
    breakWith(
        (operation, file) -> {
          if (operation == broken) {
            throw operation.name().startsWith("FORCE")
                ? new SyncFailedException(message)
                : new IOException(message);
          }
        });
  }

  void repair() {
    breakWith((operation, file) -> {});
  }

  @Override
  public byte[] read(Path file, int maxBytes) throws IOException {
    return disk.read(file, maxBytes);
  }

  @Override
  public long size(Path file) throws IOException {
    return disk.size(file);
  }

  @Override
  public boolean hasSize(Path file, long bytes) {
    return disk.hasSize(file, bytes);
  }

  @Override
  public void write(Path file, byte[] bytes) throws IOException {
    fault.before(Operation.WRITE, file);
    disk.write(file, bytes);
  }

  @Override
  public void force(Path file) throws IOException {
    fault.before(Operation.FORCE, file);
    disk.force(file);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    fault.before(Operation.FORCE_DIRECTORY, directory);
    disk.forceDirectory(directory);
  }

  /** A disk that can only force piece by piece. */
  @Override
  public boolean forceAll(Path directory) {
    return false;
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    fault.before(Operation.MOVE, to);
    disk.move(from, to);
  }

  @Override
  public boolean delete(Path file) throws IOException {
    return disk.delete(file);
  }

  @Override
  public void makeDirectory(Path directory) throws IOException {
    disk.makeDirectory(directory);
  }

  @Override
  public Appender append(Path file) throws IOException {
    fault.before(Operation.CREATE_JOURNAL, file);
    Appender appender = disk.append(file);
    return new Appender() {
      @Override
      public void append(byte[] bytes) throws IOException {
        try {
          fault.before(Operation.APPEND, file);
        } catch (IOException e) {
          // As a full disk does: a part of it is written.
          appender.append(Arrays.copyOf(bytes, bytes.length / 2));
          throw e;
        }
        appender.append(bytes);
      }

      @Override
      public void truncate(long length) throws IOException {
        fault.before(Operation.TRUNCATE, file);
        appender.truncate(length);
      }

      @Override
      public void force() throws SyncFailedException {
        try {
          fault.before(Operation.FORCE_JOURNAL, file);
        } catch (SyncFailedException e) {
          throw e;
        } catch (IOException e) {
          throw new AssertionError("a journal's fsync fails with SyncFailedException only", e);
        }
        appender.force();
      }

      @Override
      public void close() throws IOException {
        appender.close();
      }
    };
  }
}
