package org.helia.benchmarks.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.SplittableRandom;

/**
 * What the machine can do at best, measured in the same run as everything that is compared with it.
 */
final class Limits {
  private static final int CHUNK = 1 << 20;

  private Limits() {}

  /** One core hashing 1 MiB buffers with SHA-256, in MB/s. */
  static Measured sha256(Stopwatch stopwatch, int megabytes) throws Exception {
    byte[] chunk = random(CHUNK);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return stopwatch.measure(
        "limit: SHA-256, one core",
        "MB/s",
        megabytes * (CHUNK / 1e6),
        () -> {
          for (int i = 0; i < megabytes; i++) {
            digest.digest(chunk);
          }
        });
  }

  /**
   * One file written from beginning to end, then one flush to the disk, in MB/s. The file of the
   * run before is deleted first: at best, the kernel takes the memory that this gave back, where an
   * add of new content has to get memory that nobody used for a while.
   */
  static Measured sequentialWrite(Stopwatch stopwatch, Path directory, int megabytes)
      throws Exception {
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK).put(random(CHUNK)).flip();
    Path file = directory.resolve("sequential");
    return stopwatch.measure(
        "limit: sequential write, one flush",
        "MB/s",
        megabytes * (CHUNK / 1e6),
        new Stopwatch.Work() {
          @Override
          public void prepare(int run) throws IOException {
            Files.deleteIfExists(file);
          }

          @Override
          public void run() throws IOException {
            try (FileChannel out =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
              for (int i = 0; i < megabytes; i++) {
                out.write(chunk.duplicate());
              }
              out.force(true);
            }
          }
        });
  }

  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(length).nextBytes(bytes);
    return bytes;
  }
}
