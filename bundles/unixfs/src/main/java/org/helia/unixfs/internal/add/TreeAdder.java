package org.helia.unixfs.internal.add;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.EntryType;
import org.helia.api.unixfs.UnixFsException;
import org.helia.unixfs.internal.disk.DiskErrors;
import org.helia.unixfs.internal.disk.DiskNames;
import org.helia.unixfs.internal.format.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * Adds files and directory trees on disk: entries in the order of their names, a directory after
 * its entries. Walks without recursion, so that only the system limits the depth of a tree.
 */
final class TreeAdder {
  private final OrderedPipeline pipeline;
  private final NodeWriter nodes;
  private final FileAdder files;
  private final DirectoryWriter directories;
  private final boolean followSymlinks;
  private final MetadataRule metadata;
  private final TreeFilter filter;
  private final Reports reports;
  private final Deque<OpenDirectory> open = new ArrayDeque<>();

  TreeAdder(
      OrderedPipeline pipeline,
      NodeWriter nodes,
      FileAdder files,
      DirectoryWriter directories,
      AddOptions options,
      MetadataRule metadata,
      Reports reports) {
    this.pipeline = pipeline;
    this.nodes = nodes;
    this.files = files;
    this.directories = directories;
    this.followSymlinks = options.followSymlinks();
    this.metadata = metadata;
    this.filter = new TreeFilter(options.filter());
    this.reports = reports;
  }

  /** Adds what is at a path. */
  void add(Path path, String name, Parent parent) {
    visit(path, name, parent, attributes(path, followSymlinks), "");
    while (!open.isEmpty()) {
      OpenDirectory directory = open.element();
      if (directory.left().hasNext()) {
        visitEntry(directory, directory.left().next());
      } else {
        open.remove();
        leave(directory);
      }
    }
  }

  private void visitEntry(OpenDirectory directory, String name) {
    Path path = DiskNames.resolve(directory.disk(), name);
    BasicFileAttributes found = attributes(path, followSymlinks);
    String inSource = directory.pathInSource(name);
    if (filter.admits(inSource, found.isDirectory())) {
      directory.admit();
      visit(path, name, directory, found, inSource);
    }
  }

  /**
   * @param inSource where it is within the source, empty for the source itself
   */
  private void visit(
      Path path, String name, Parent parent, BasicFileAttributes found, String inSource) {
    Metadata own = metadata.of(path, found, followSymlinks);
    if (found.isRegularFile()) {
      files.addFile(
          path, found, followSymlinks, own, root -> parent.added(name, EntryType.FILE, root));
    } else if (found.isDirectory()) {
      enter(path, found.fileKey(), new OpenDirectory.Place(name, inSource, parent, own));
    } else if (found.isSymbolicLink()) {
      pipeline.submit(
          0,
          () -> nodes.symlink(target(path), own),
          root -> parent.added(name, EntryType.SYMLINK, root));
    } else {
      throw new UnixFsException(
          "cannot add %s: it is a device, a pipe or a socket, not a file, directory or symbolic link"
              .formatted(path));
    }
  }

  private void enter(Path path, @Nullable Object fileKey, OpenDirectory.Place place) {
    if (followSymlinks) {
      requireNoLoop(path, fileKey);
    }
    List<String> names = DiskTree.names(path, filter.hidden());
    open.push(new OpenDirectory(path, fileKey, place, names, reports));
  }

  private void leave(OpenDirectory directory) {
    pipeline.then(
        () -> {
          if (directory.isSource() || !filter.leavesOut(directory)) {
            DagRoot root = directories.write(directory.entries(), directory.metadata());
            directory.parent().added(directory.name(), EntryType.DIRECTORY, root);
          }
        });
  }

  /** Only a symbolic link leads from a directory back to one that is above it. */
  private void requireNoLoop(Path path, @Nullable Object fileKey) {
    for (OpenDirectory above : open) {
      if (above.isSameAs(fileKey)) {
        throw new UnixFsException(
            "cannot add %s: a symbolic link leads from there back to %s, which would never end"
                .formatted(path, above.disk()));
      }
    }
  }

  private static BasicFileAttributes attributes(Path path, boolean follow) {
    try {
      return DiskTree.attributes(path, follow);
    } catch (IOException e) {
      throw DiskErrors.of("cannot read", path, e);
    }
  }

  private static byte[] target(Path link) {
    try {
      return DiskNames.bytes(Files.readSymbolicLink(link));
    } catch (IOException e) {
      throw DiskErrors.of("cannot read", link, e);
    }
  }
}
