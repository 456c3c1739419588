package org.helia.shell.internal.command;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.OptionalLong;
import org.helia.api.unixfs.AddSource;

/** How many bytes an add will read. */
final class TreeSize {
  private final boolean hidden;

  /**
   * Counts what an add would add.
   *
   * @param hidden whether that includes names that begin with a dot
   */
  TreeSize(boolean hidden) {
    this.hidden = hidden;
  }

  /** The sum; empty when a source is a stream, cannot be read, or the thread is interrupted. */
  OptionalLong ofAll(List<AddSource> sources) {
    Counter counter = new Counter();
    try {
      for (AddSource source : sources) {
        if (!(source instanceof AddSource.OnDisk onDisk)) {
          return OptionalLong.empty();
        }
        counter.root = onDisk.path();
        Files.walkFileTree(onDisk.path(), counter);
      }
    } catch (IOException e) {
      return OptionalLong.empty();
    }
    return Thread.currentThread().isInterrupted()
        ? OptionalLong.empty()
        : OptionalLong.of(counter.bytes);
  }

  private final class Counter extends SimpleFileVisitor<Path> {
    private long bytes;
    private Path root = Path.of("");

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      if (Thread.currentThread().isInterrupted()) {
        return FileVisitResult.TERMINATE;
      }
      return counts(directory) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && counts(file)) {
        bytes += attributes.size();
      }
      return FileVisitResult.CONTINUE;
    }

    private boolean counts(Path path) {
      return hidden || path.equals(root) || !path.getFileName().toString().startsWith(".");
    }
  }
}
