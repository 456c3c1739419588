package org.helia.cli.internal.server;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.helia.cli.internal.wire.SocketPath;
import org.jspecify.annotations.Nullable;

/**
 * The socket in a node's home, which nobody but its owner can reach. A lock beside it says whose it
 * is, so that the socket of a process that was killed is told from that of a living one.
 */
final class SocketFile implements AutoCloseable {
  /** The socket's name in its directory. */
  static final String NAME = "helia.sock";

  private static final String LOCK_NAME = "helia.sock.lock";
  private static final Set<PosixFilePermission> OWNER_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;
  private final FileChannel lock;
  private final ServerSocketChannel channel;

  private SocketFile(Path file, FileChannel lock, ServerSocketChannel channel) {
    this.file = file;
    this.lock = lock;
    this.channel = channel;
  }

  /**
   * Opens the socket.
   *
   * @param directory made if it is not there, and closed to everybody but the owner
   * @throws IOException when another process has a socket there, or the directory cannot be used
   */
  static SocketFile open(Path directory) throws IOException {
    Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_DIRECTORY));
    Files.setPosixFilePermissions(directory, OWNER_DIRECTORY);
    FileChannel lock = lock(directory);
    try {
      Path file = directory.resolve(NAME);
      Files.deleteIfExists(file);
      return new SocketFile(file, lock, bind(directory, file));
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static FileChannel lock(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(LOCK_NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new IOException(
          "another node has its socket in "
              + directory
              + "; each node needs a HELIA_HOME of its own");
    }
    return channel;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static ServerSocketChannel bind(Path directory, Path file) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try (SocketPath path = SocketPath.of(directory, NAME)) {
      channel.bind(path.address());
      Files.setPosixFilePermissions(file, OWNER_FILE);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw new IOException("cannot open the socket " + file + ": " + e.getMessage(), e);
    }
  }

  /** Accepts clients. */
  ServerSocketChannel channel() {
    return channel;
  }

  /** Takes no more clients and removes the socket. */
  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      Files.deleteIfExists(file);
      channel.close();
      lock.close();
    }
  }
}
