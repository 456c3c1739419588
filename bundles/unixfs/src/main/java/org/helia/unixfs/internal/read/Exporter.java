package org.helia.unixfs.internal.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Supplier;
import org.helia.api.CancelledException;
import org.helia.api.Progress;
import org.helia.api.block.BlockException;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.ByteRange;
import org.helia.api.unixfs.DirectoryEntry;
import org.helia.api.unixfs.UnixFsException;
import org.helia.unixfs.internal.disk.DiskTarget;
import org.helia.unixfs.internal.format.Metadata;

/** Writes files and directory trees to disk, without recursion, whatever their depth. */
public final class Exporter implements AutoCloseable {
  private final Supplier<NodeLoader> sessions;
  private final NodeLoader nodes;
  private final Progress progress;
  private final Deque<OpenDirectory> open = new ArrayDeque<>();

  /** A directory of which some entries are still to be written. */
  private record OpenDirectory(
      Path disk, String path, Iterator<DirectoryEntry> left, Metadata metadata) {}

  /**
   * Writes what it reads through new sessions.
   *
   * @param sessions opens one
   */
  public Exporter(Supplier<NodeLoader> sessions, Progress progress) {
    this.sessions = sessions;
    this.nodes = sessions.get();
    this.progress = progress;
  }

  /** Writes what is at a path to the target itself. */
  public void export(ContentPath path, Path target) {
    write(PathResolver.resolve(path, nodes), target);
    while (!open.isEmpty()) {
      CancelledException.checkpoint("writing " + target);
      OpenDirectory directory = open.element();
      if (directory.left().hasNext()) {
        writeEntry(directory, directory.left().next());
      } else {
        open.remove();
        DiskTarget.complete(directory.disk(), directory.metadata());
      }
    }
  }

  private void writeEntry(OpenDirectory directory, DirectoryEntry entry) {
    Path disk = DiskTarget.entry(directory.disk(), entry.name(), directory.path());
    String path = directory.path() + "/" + entry.name();
    try {
      write(new Resolved(nodes.load(entry.cid(), path), path), disk);
    } catch (BlockException e) {
      throw new UnixFsException("cannot read %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  private void write(Resolved source, Path disk) {
    UnixFsNode node = source.node();
    if (node instanceof FileNode file) {
      writeFile(file, source.path(), disk);
    } else if (node instanceof SymlinkNode symlink) {
      DiskTarget.symlink(disk, bytes(symlink.target()), symlink.metadata());
      progress.advanced(1, 0);
    } else {
      DiskTarget.directory(disk);
      Iterator<DirectoryEntry> entries = new Lookahead(Entries.of(source, nodes), nodes);
      open.push(new OpenDirectory(disk, source.path(), entries, node.metadata()));
      progress.advanced(1, 0);
    }
  }

  /** A large file has a session of its own, so that it does not cost the directory its lead. */
  private void writeFile(FileNode file, String path, Path disk) {
    if (file.links().isEmpty()) {
      writeFile(file, path, disk, nodes);
    } else {
      try (NodeLoader own = sessions.get()) {
        writeFile(file, path, disk, own);
      }
    }
  }

  private void writeFile(FileNode file, String path, Path disk, NodeLoader from) {
    FileWalk walk = new FileWalk(file, path, ByteRange.ALL, from);
    DiskTarget.file(disk, file.metadata(), out -> copy(walk, out));
  }

  private void copy(FileWalk walk, WritableByteChannel out) throws IOException {
    for (ByteBuffer piece = walk.next(); piece != null; piece = walk.next()) {
      int count = piece.remaining();
      while (piece.hasRemaining()) {
        out.write(piece);
      }
      progress.advanced(1, count);
    }
  }

  private static byte[] bytes(ByteBuffer view) {
    byte[] bytes = new byte[view.remaining()];
    view.duplicate().get(bytes);
    return bytes;
  }

  @Override
  public void close() {
    nodes.close();
  }
}
