package org.helia.blockstore.flatfs.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Writes blocks to files that nobody reads as blocks yet. */
final class TempFiles {
  private final Path directory;
  private final Disk disk;
  private final AtomicLong lastNumber = new AtomicLong();

  TempFiles(Path directory, Disk disk) {
    this.directory = directory;
    this.disk = disk;
  }

  /** Where they are. */
  Path directory() {
    return directory;
  }

  /** Writes a new one. When that fails, nothing of it stays. */
  Path write(byte[] bytes) throws IOException {
    Path file = directory.resolve("put-" + lastNumber.incrementAndGet());
    disk.write(file, bytes);
    return file;
  }
}
