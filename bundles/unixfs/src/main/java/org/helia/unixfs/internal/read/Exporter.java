package org.helia.unixfs.internal.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
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
  private final NodeLoader nodes;
  private final Progress progress;
  private final Deque<OpenDirectory> open = new ArrayDeque<>();

  /** A directory of which some entries are still to be written. */
  private record OpenDirectory(
      Path disk, String path, Iterator<DirectoryEntry> left, Metadata metadata) {}

  /**
   * Writes what it reads.
   *
   * @param nodes closed with this
   */
  public Exporter(NodeLoader nodes, Progress progress) {
    this.nodes = nodes;
    this.progress = progress;
  }

  /** Writes what is at a path to the target itself. */
  public void export(ContentPath path, Path target) {
    Resolved source = PathResolver.resolve(path, nodes);
    nodes.expectDag(source.node().cid());
    write(source, target);
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

  private void writeFile(FileNode file, String path, Path disk) {
    FileWalk walk = new FileWalk(file, path, ByteRange.ALL, nodes);
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
