package org.helia.car.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.helia.api.CancelledException;
import org.helia.api.HeliaException;
import org.helia.api.car.CarException;
import org.helia.ipld.car.CarIndexWriter;
import org.helia.ipld.car.CarV2Header;

/**
 * A CARv2 that is being written beside its final place: first the data, then the index, at last the
 * header, which knows the lengths of both. Closed before it is finished it leaves nothing.
 */
final class CarV2File implements AutoCloseable {
  private static final int DATA_OFFSET = CarV2Header.PRAGMA_BYTES + CarV2Header.BYTES;

  private final Path target;
  private final Path unfinished;
  private final FileChannel channel;
  private long bytes;

  private CarV2File(Path target, Path unfinished, FileChannel channel) {
    this.target = target;
    this.unfinished = unfinished;
    this.channel = channel;
  }

  static CarV2File create(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Path unfinished =
        Files.createTempFile(target.getParent(), target.getFileName() + ".", ".unfinished");
    FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE);
    channel.position(DATA_OFFSET);
    return new CarV2File(target, unfinished, channel);
  }

  /** Takes the CARv1. */
  OutputStream data() {
    return Channels.newOutputStream(channel);
  }

  /** Takes a part of a file as it is. */
  void copy(FileChannel from, long position, long length) throws IOException {
    long done = 0;
    while (done < length) {
      long count = from.transferTo(position + done, length - done, channel);
      if (count <= 0) {
        throw new IOException("the CAR has become shorter while it was read");
      }
      done += count;
      CancelledException.checkpoint("writing " + target);
    }
  }

  /**
   * Writes index and header, and moves the file to its place.
   *
   * @param dataSize the length of the CARv1 that was written
   */
  void finish(long dataSize, CarIndexWriter index) throws IOException {
    index.writeTo(data());
    bytes = channel.position();
    CarV2Header header = new CarV2Header(true, DATA_OFFSET, dataSize, DATA_OFFSET + dataSize);
    ByteBuffer head = ByteBuffer.wrap(header.encode());
    while (head.hasRemaining()) {
      channel.write(head, head.position());
    }
    channel.force(true);
    channel.close();
    Files.move(
        unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The length of the finished file. */
  long bytes() {
    return bytes;
  }

  static HeliaException failed(Path file, IOException e) {
    return e instanceof ClosedByInterruptException
        ? CancelledException.interrupted("writing " + file)
        : new CarException("%s cannot be written: %s".formatted(file, e), e);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(unfinished);
  }
}
