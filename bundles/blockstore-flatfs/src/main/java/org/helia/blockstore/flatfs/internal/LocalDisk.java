package org.helia.blockstore.flatfs.internal;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.SyncFailedException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The machine's own file system.
 *
 * <p>An interrupted thread may lose what it reads, but never what it writes: a channel closed by an
 * interrupt would look like a disk that failed. So writing uses streams, which take no notice.
 */
final class LocalDisk implements Disk {
  /** The JDK copies each piece through native memory of this size that the thread keeps. */
  private static final int PIECE = 128 * 1024;

  /** From this size on a file is written past the page cache, where the file system can do that. */
  private static final int DIRECT_BYTES = 256 * 1024;

  private final ReentrantLock probing = new ReentrantLock();
  private volatile @Nullable Optional<DirectWrites> direct;

  @Override
  public byte[] read(Path file, int maxBytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size > maxBytes) {
        throw new FileTooLargeException(file, size, maxBytes);
      }
      byte[] bytes = new byte[(int) size];
      for (int at = 0; at < bytes.length; ) {
        int count = channel.read(ByteBuffer.wrap(bytes, at, Math.min(PIECE, bytes.length - at)));
        if (count < 0) {
          throw new EOFException(file + " became shorter while it was read");
        }
        at += count;
      }
      return bytes;
    }
  }

  @Override
  public long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return ABSENT;
    }
  }

  @Override
  public boolean hasSize(Path file, long bytes) {
    // java.io makes no exception for an absent file, which java.nio spends most of its time on.
    File plain = file.toFile();
    return plain.length() == bytes && (bytes > 0 || plain.exists());
  }

  @Override
  public void write(Path file, byte[] bytes) throws IOException {
    try {
      Optional<DirectWrites> writes =
          bytes.length < DIRECT_BYTES ? Optional.empty() : directWrites(file);
      if (writes.isPresent()) {
        writes.get().write(file, bytes);
      } else {
        writeThroughCache(file, bytes);
      }
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException e) {
      deleteAfter(e, file);
      throw e;
    }
  }

  /** All files of a store are in one file system, so one answer holds for all. */
  private Optional<DirectWrites> directWrites(Path file) {
    Optional<DirectWrites> known = direct;
    if (known != null) {
      return known;
    }
    probing.lock();
    try {
      Optional<DirectWrites> found =
          direct != null ? direct : DirectWrites.probe(file.resolveSibling("direct-probe"));
      direct = found;
      return found;
    } finally {
      probing.unlock();
    }
  }

  private static void writeThroughCache(Path file, byte[] bytes) throws IOException {
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      for (int at = 0; at < bytes.length; at += PIECE) {
        out.write(bytes, at, Math.min(PIECE, bytes.length - at));
      }
    }
  }

  private static void deleteAfter(IOException failure, Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void force(Path file) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      sync(file, open);
    }
  }

  private static void sync(Path file, RandomAccessFile open) throws SyncFailedException {
    try {
      open.getFD().sync();
    } catch (IOException e) {
      SyncFailedException failed = new SyncFailedException(file + ": " + e.getMessage());
      failed.initCause(e);
      throw failed;
    }
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    boolean interrupted = false;
    try {
      while (!tryForceDirectory(directory)) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Only a channel can open a directory, and only a channel is closed by an interrupt. */
  private static boolean tryForceDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      return tryForce(channel, directory);
    }
  }

  private static boolean tryForce(FileChannel channel, Path directory) throws SyncFailedException {
    try {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    } catch (IOException e) {
      SyncFailedException failed = new SyncFailedException(directory + ": " + e.getMessage());
      failed.initCause(e);
      throw failed;
    }
  }

  @Override
  public boolean forceAll(Path directory) {
    return FileSystemSync.run(directory);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public boolean delete(Path file) throws IOException {
    return Files.deleteIfExists(file);
  }

  @Override
  public void makeDirectory(Path directory) throws IOException {
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
  }

  @Override
  public Appender append(Path file) throws IOException {
    Files.createFile(file);
    return new LocalAppender(file);
  }

  private static final class LocalAppender implements Appender {
    private final Path file;
    private final RandomAccessFile open;

    LocalAppender(Path file) throws IOException {
      this.file = file;
      open = new RandomAccessFile(file.toFile(), "rw");
    }

    @Override
    public void append(byte[] bytes) throws IOException {
      open.write(bytes);
    }

    @Override
    public void truncate(long length) throws IOException {
      open.setLength(length);
      open.seek(length);
    }

    @Override
    public void force() throws SyncFailedException {
      sync(file, open);
    }

    @Override
    public void close() throws IOException {
      open.close();
    }
  }
}
