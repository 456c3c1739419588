package org.helia.blockstore.flatfs.internal;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import org.helia.multiformats.Multihash;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names of all blocks: first of those that were pending when it began, then of the files, one
 * directory after the other. A block that becomes a file meanwhile is told once.
 */
final class BlockWalk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BlockWalk.class);

  private final Layout layout;
  private final Set<Multihash> pending;
  private final Iterator<Multihash> pendingLeft;
  private final DirectoryStream<Path> shards;
  private final Iterator<Path> shardsLeft;
  private @Nullable DirectoryStream<Path> shard;
  private Iterator<Path> filesLeft = Set.<Path>of().iterator();

  /**
   * @param pending becomes the walk's own
   */
  @SuppressWarnings("StreamResourceLeak") // close() closes it
  BlockWalk(Layout layout, Set<Multihash> pending) throws IOException {
    this.layout = layout;
    this.pending = pending;
    this.pendingLeft = pending.iterator();
    this.shards = Files.newDirectoryStream(layout.root(), this::mayBeShard);
    this.shardsLeft = shards.iterator();
  }

  private boolean mayBeShard(Path entry) {
    String name = entry.getFileName().toString();
    return name.length() == layout.function().length() && !name.startsWith(".");
  }

  /**
   * The next one.
   *
   * @return null at the end
   */
  @Nullable Multihash next() throws IOException {
    try {
      if (pendingLeft.hasNext()) {
        return pendingLeft.next();
      }
      Multihash hash = nextFile();
      while (hash == null && shardsLeft.hasNext()) {
        open(shardsLeft.next());
        hash = nextFile();
      }
      return hash;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private @Nullable Multihash nextFile() {
    while (filesLeft.hasNext()) {
      Optional<Multihash> hash = blockOf(filesLeft.next());
      if (hash.isPresent() && !pending.contains(hash.get())) {
        return hash.get();
      }
    }
    return null;
  }

  private Optional<Multihash> blockOf(Path file) {
    String directory = file.getName(file.getNameCount() - 2).toString();
    Optional<Multihash> hash =
        BlockName.in(file.getFileName().toString())
            .filter(name -> layout.shardOf(name).equals(directory))
            .flatMap(BlockName::parse);
    if (hash.isEmpty()) {
      LOG.debug("{} is no block; skipped", file);
    }
    return hash;
  }

  @SuppressWarnings("StreamResourceLeak") // closeShard() closes it
  private void open(Path directory) throws IOException {
    closeShard();
    try {
      DirectoryStream<Path> stream = Files.newDirectoryStream(directory);
      shard = stream;
      filesLeft = stream.iterator();
    } catch (NoSuchFileException | NotDirectoryException e) {
      LOG.debug("{} is no directory of blocks; skipped", directory);
    }
  }

  private void closeShard() throws IOException {
    if (shard != null) {
      shard.close();
      shard = null;
    }
  }

  @Override
  public void close() throws IOException {
    try (shards) {
      closeShard();
    }
  }
}
