package org.helia.benchmarks.node;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Makes the files that are added.
 *
 * <p>Each run adds other content: what was there before would be too cheap, and what is deleted
 * first makes a file system slow. (ext4 leaves the inodes of files that were deleted within the
 * last 35 s alone, and steps over each of them whenever it makes a file.)
 */
final class TestData {
  /** How long ext4 leaves the inode of a deleted file alone, and a little more. */
  static final Duration DELETED_INODES_REST = Duration.ofSeconds(37);

  private static final int CHUNK = 1 << 20;

  private TestData() {}

  /** One file of incompressible bytes. */
  static Path largeFile(Path directory, int megabytes) throws IOException {
    Path file = directory.resolve("large-" + megabytes);
    if (Files.exists(file) && Files.size(file) == (long) megabytes * CHUNK) {
      return file;
    }
    SplittableRandom random = new SplittableRandom(megabytes);
    byte[] chunk = new byte[CHUNK];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < megabytes; i++) {
        random.nextBytes(chunk);
        out.write(chunk);
      }
    }
    return file;
  }

  /** A flat directory of small files, all different. */
  static Path smallFiles(Path directory, int count, int length) throws IOException {
    Path folder = directory.resolve("small-" + count);
    if (Files.exists(folder)) {
      return folder;
    }
    Files.createDirectories(folder);
    SplittableRandom random = new SplittableRandom(count);
    byte[] content = new byte[length];
    for (int i = 0; i < count; i++) {
      random.nextBytes(content);
      try (OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(folder.resolve("file-%05d".formatted(i))))) {
        out.write(content);
      }
    }
    return folder;
  }

  /** Writes the run's number over the beginning of each MiB of a large file. */
  static void stirLarge(Path file, int run) throws IOException {
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (long at = 0; at < out.size(); at += CHUNK) {
        out.write(ByteBuffer.allocate(Integer.BYTES).putInt(0, run), at);
      }
    }
  }

  /** Writes the run's number over the beginning of each small file. */
  static void stirSmall(Path folder, int run) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
          out.write(ByteBuffer.allocate(Integer.BYTES).putInt(0, run), 0);
        }
      }
    }
  }
}
