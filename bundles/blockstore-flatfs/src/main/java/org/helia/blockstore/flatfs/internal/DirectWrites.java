package org.helia.blockstore.flatfs.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes files past the system's page cache. A block is written once and read later, if ever; the
 * cache would have to find memory for it, which takes several times the processor time of the write
 * itself.
 */
final class DirectWrites {
  private static final Logger LOG = LoggerFactory.getLogger(DirectWrites.class);

  /** A file is written in pieces of at most this size, a multiple of every disk's block size. */
  private static final int PIECE = 1024 * 1024;

  /** So much native memory is kept at most, in pieces. */
  private static final int KEPT_PIECES = 8;

  private static final long MAX_ALIGNMENT = 64 * 1024;

  private final OpenOption direct;
  private final int alignment;
  private final Queue<ByteBuffer> pieces = new ArrayBlockingQueue<>(KEPT_PIECES);

  private DirectWrites(OpenOption direct, int alignment) {
    this.direct = direct;
    this.alignment = alignment;
  }

  /**
   * Finds out whether a file system can do this, by trying.
   *
   * @param file a name in it that nobody uses; nothing stays there
   * @return empty when it cannot
   */
  static Optional<DirectWrites> probe(Path file) {
    try {
      Files.write(file, new byte[0]);
      try {
        return tryAt(file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException | ReflectiveOperationException | UnsupportedOperationException e) {
      LOG.debug("large blocks are written through the page cache: {}", e.toString());
      return Optional.empty();
    }
  }

  private static Optional<DirectWrites> tryAt(Path file)
      throws IOException, ReflectiveOperationException {
    long alignment = Files.getFileStore(file).getBlockSize();
    if (alignment <= 0 || alignment > MAX_ALIGNMENT || PIECE % alignment != 0) {
      return Optional.empty();
    }
    DirectWrites writes = new DirectWrites(option(), (int) alignment);
    Files.delete(file);
    writes.write(file, new byte[(int) alignment + 1]);
    return Optional.of(writes);
  }

  /** Of the JDK, but in a package that a container need not offer: found by name. */
  private static OpenOption option() throws ReflectiveOperationException {
    Class<?> options =
        Class.forName(
            "com.sun.nio.file.ExtendedOpenOption", true, ClassLoader.getSystemClassLoader());
    return (OpenOption) options.getField("DIRECT").get(null);
  }

  /**
   * Writes a new file. An interrupt of the thread does not disturb it.
   *
   * @throws java.nio.file.FileAlreadyExistsException when it is there
   */
  void write(Path file, byte[] bytes) throws IOException {
    boolean interrupted = false;
    try {
      while (!tryWrite(file, bytes)) {
        interrupted |= Thread.interrupted();
        Files.delete(file);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Only a channel can write directly, and only a channel is closed by an interrupt.
   *
   * @return false when it was
   */
  private boolean tryWrite(Path file, byte[] bytes) throws IOException {
    ByteBuffer piece = take();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, direct)) {
      for (int at = 0; at < bytes.length; at += PIECE) {
        fill(piece, bytes, at);
        while (piece.hasRemaining()) {
          channel.write(piece);
        }
      }
      if (bytes.length % alignment != 0) {
        channel.truncate(bytes.length);
      }
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    } finally {
      pieces.offer(piece);
    }
  }

  /** Fills up with zeros to a whole number of the disk's blocks. */
  private void fill(ByteBuffer piece, byte[] bytes, int at) {
    int count = Math.min(PIECE, bytes.length - at);
    int padding = (alignment - count % alignment) % alignment;
    piece.clear().put(bytes, at, count);
    piece.put(new byte[padding]).flip();
  }

  private ByteBuffer take() {
    ByteBuffer kept = pieces.poll();
    return kept != null
        ? kept
        : ByteBuffer.allocateDirect(PIECE + alignment).alignedSlice(alignment);
  }
}
