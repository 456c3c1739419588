package org.helia.blockstore.flatfs.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens the folder of a blockstore, one of Kubo's or one of ours, or makes a new one. */
final class FlatfsFolder {
  /** A shard function is one short line. */
  private static final int MAX_SHARDING_BYTES = 1024;

  /** What an empty folder may have. */
  private static final Set<String> HARMLESS = Set.of(Layout.README, Layout.DISK_USAGE);

  private static final String README_TEXT =
      """
      IPFS blocks, one to a file, in the layout of Kubo's "flatfs" datastore.

      A file is called after the multihash of its block: upper-case base32 without
      padding, then ".data". It is in the directory that the function in the file
      SHARDING names; with next-to-last/2, the two characters before the last one:

          VH/CIQ…VHQ.data

      Do not change a file: its name says what must be in it. While ".lock" is held,
      a process uses this folder.
      """;

  private final Path root;
  private final Disk disk;

  FlatfsFolder(Path root, Disk disk) {
    this.root = root;
    this.disk = disk;
  }

  /**
   * Makes the directory and those above it, durably.
   *
   * @throws IOException when it is there and is something else; nothing in it was touched
   */
  void make() throws IOException {
    make(root);
    if (!Files.exists(root.resolve(Layout.SHARDING))) {
      checkEmpty();
    }
  }

  private void make(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.getParent();
    if (parent != null) {
      make(parent);
    }
    disk.makeDirectory(directory);
    if (parent != null) {
      disk.forceDirectory(parent);
    }
  }

  /** Opens what is there, removes what a crash left, and says how the blocks are laid out. */
  Layout open() throws IOException {
    removeTemporary();
    disk.makeDirectory(root.resolve(Layout.TEMP));
    disk.makeDirectory(root.resolve(Layout.JOURNAL));
    disk.delete(root.resolve(Layout.DISK_USAGE));
    return new Layout(root, shardFunction());
  }

  private ShardFunction shardFunction() throws IOException {
    Path file = root.resolve(Layout.SHARDING);
    try {
      byte[] text = disk.read(file, MAX_SHARDING_BYTES);
      return ShardFunction.parse(new String(text, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return create();
    } catch (IOException e) {
      throw new IOException("cannot use %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private ShardFunction create() throws IOException {
    write(Layout.README, README_TEXT);
    write(Layout.SHARDING, ShardFunction.DEFAULT + "\n");
    disk.forceDirectory(root);
    return ShardFunction.DEFAULT;
  }

  private void checkEmpty() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (!name.startsWith(".") && !HARMLESS.contains(name)) {
          throw new IOException(
              "%s has no file %s, but is not empty (%s): it is no folder of blocks"
                  .formatted(root, Layout.SHARDING, name));
        }
      }
    }
  }

  private void write(String name, String text) throws IOException {
    Path temp = root.resolve(Layout.TEMP).resolve(name);
    disk.write(temp, text.getBytes(StandardCharsets.UTF_8));
    disk.force(temp);
    disk.move(temp, root.resolve(name));
  }

  private void removeTemporary() throws IOException {
    Path temp = root.resolve(Layout.TEMP);
    if (!Files.isDirectory(temp)) {
      return;
    }
    Files.walkFileTree(
        temp,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            if (!directory.equals(temp)) {
              Files.deleteIfExists(directory);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
