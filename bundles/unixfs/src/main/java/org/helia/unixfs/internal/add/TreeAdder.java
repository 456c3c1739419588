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
  private final AddOptions options;
  private final Reports reports;
  private final Deque<OpenDirectory> open = new ArrayDeque<>();

  TreeAdder(
      OrderedPipeline pipeline,
      NodeWriter nodes,
      FileAdder files,
      DirectoryWriter directories,
      AddOptions options,
      Reports reports) {
    this.pipeline = pipeline;
    this.nodes = nodes;
    this.files = files;
    this.directories = directories;
    this.options = options;
    this.reports = reports;
  }

  /** Adds what is at a path. */
  void add(Path path, String name, Parent parent) {
    visit(path, name, parent, options.followSymlinks());
    while (!open.isEmpty()) {
      OpenDirectory directory = open.element();
      if (directory.left().hasNext()) {
        String next = directory.left().next();
        visit(DiskNames.resolve(directory.disk(), next), next, directory, options.followSymlinks());
      } else {
        open.remove();
        leave(directory);
      }
    }
  }

  private void visit(Path path, String name, Parent parent, boolean follow) {
    BasicFileAttributes found = attributes(path, follow);
    if (found.isRegularFile()) {
      files.addFile(path, found, follow, root -> parent.added(name, EntryType.FILE, root));
    } else if (found.isDirectory()) {
      enter(path, found.fileKey(), name, parent);
    } else if (found.isSymbolicLink()) {
      pipeline.submit(
          0,
          () -> nodes.symlink(target(path)),
          root -> parent.added(name, EntryType.SYMLINK, root));
    } else {
      throw new UnixFsException(
          "cannot add %s: it is a device, a pipe or a socket, not a file, directory or symbolic link"
              .formatted(path));
    }
  }

  private void enter(Path path, @Nullable Object fileKey, String name, Parent parent) {
    if (options.followSymlinks()) {
      requireNoLoop(path, fileKey);
    }
    List<String> names = DiskTree.names(path, options.hidden());
    open.push(new OpenDirectory(path, fileKey, name, parent, names, reports));
  }

  private void leave(OpenDirectory directory) {
    pipeline.then(
        () ->
            directory
                .parent()
                .added(
                    directory.name(), EntryType.DIRECTORY, directories.write(directory.entries())));
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
