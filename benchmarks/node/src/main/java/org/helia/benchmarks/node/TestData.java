package org.helia.benchmarks.node;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Makes the files that are added: the same bytes in each run of the benchmark. */
final class TestData {
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
}
