package org.helia.blockstore.flatfs.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file that this process has locked. The lock goes with the process, however it ends. */
final class LockedFile implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  private LockedFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Locks a file, which is made if need be. To be called only when this JVM has not locked it: also
   * a failed try would release that lock.
   *
   * @return empty when another process has locked it
   */
  static Optional<LockedFile> tryLock(Path file) throws IOException {
    while (true) {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      Object opened = identity(file);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        return Optional.empty();
      }
      // The holder before may have removed the file after we had opened it.
      if (opened != null && Objects.equals(opened, identity(file))) {
        return Optional.of(new LockedFile(file, channel));
      }
      channel.close();
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    FileLock lock = null;
    try {
      lock = channel.tryLock();
      return lock;
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
  }

  private static @Nullable Object identity(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Makes this the content of the file. */
  void write(byte[] content) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(content), 0);
  }

  /** Removes the file while it is still locked. */
  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
