package org.helia.mfs.internal;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.BiConsumer;

/** Keys and values in the order in which they were appended; a record that was cut off is none. */
final class LogFile {
  /** A key and its value. */
  record Entry(byte[] key, byte[] value) {}

  private final Path path;
  private final FileChannel channel;

  private LogFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static LogFile open(Path path) {
    try {
      Files.createDirectories(path.getParent());
      return new LogFile(
          path, FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hands over what is there, and drops what was cut off. */
  void read(BiConsumer<byte[], byte[]> to) {
    try {
      ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(path));
      int whole = 0;
      while (in.remaining() >= 2 * Integer.BYTES) {
        int key = in.getInt();
        int value = in.getInt();
        if (in.remaining() < key + value) {
          break;
        }
        to.accept(take(in, key), take(in, value));
        whole = in.position();
      }
      channel.truncate(whole);
      channel.position(whole);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] take(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  /** What was appended survives the end of the process. */
  synchronized void append(List<Entry> entries) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      for (Entry entry : entries) {
        out.writeInt(entry.key().length);
        out.writeInt(entry.value().length);
        out.write(entry.key());
        out.write(entry.value());
      }
      ByteBuffer left = ByteBuffer.wrap(bytes.toByteArray());
      while (left.hasRemaining()) {
        channel.write(left);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
