package org.helia.itests;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.helia.api.block.FetchOptions;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.ByteRange;
import org.helia.api.unixfs.DirectoryEntry;
import org.helia.api.unixfs.EntryType;
import org.helia.api.unixfs.UnixFs;
import org.helia.api.unixfs.UnixFsStat;
import org.helia.multiformats.Cid;

/**
 * A directory tree of all kinds of entries, and what is in such a tree on disk or in the node: for
 * each path a file's size and hash, or the kind of entry.
 */
final class FileTree {

  /** Its block would be larger than the 256 KiB over which a directory is sharded. */
  static final String LARGE_DIRECTORY = "many";

  private static final int LARGE_DIRECTORY_ENTRIES = 1200;
  private static final int LARGE_DIRECTORY_NAME = 200;
  private static final int MIB = 1 << 20;

  private FileTree() {}

  static Path create(Path root) throws IOException {
    write(root, "one byte", 1);
    write(root, "one chunk", MIB);
    write(root, "one chunk and a byte.bin", MIB + 1);
    write(root, "three/mebi/bytes.bin", 3 * MIB);
    write(root, "Füße/日本語/🎉 party.txt", 4711);
    write(root, "empty file", 0);
    Files.createDirectories(root.resolve("empty directory"));
    Files.createSymbolicLink(root.resolve("three/link"), Path.of("../one byte"));
    for (int i = 0; i < LARGE_DIRECTORY_ENTRIES; i++) {
      String number = Integer.toString(i);
      String name = number + "-".repeat(LARGE_DIRECTORY_NAME - number.length());
      write(root, LARGE_DIRECTORY + "/" + name, i % 7);
    }
    return root;
  }

  private static void write(Path root, String name, int size) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, Content.bytes(name.hashCode(), size));
  }

  static Map<String, String> on(Path root) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(path -> !path.equals(root)).toList()) {
        entries.put(root.relativize(path).toString(), describe(path));
      }
    }
    return entries;
  }

  private static String describe(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return EntryType.SYMLINK.name();
    }
    return Files.isDirectory(path) ? EntryType.DIRECTORY.name() : file(Files.readAllBytes(path));
  }

  private static String file(byte[] content) {
    return content.length + " bytes " + Content.rawBlock(content).cid();
  }

  static Map<String, String> in(UnixFs unixFs, Cid root) {
    Map<String, String> entries = new TreeMap<>();
    collect(unixFs, root, "", entries);
    return entries;
  }

  private static void collect(UnixFs unixFs, Cid directory, String at, Map<String, String> found) {
    try (Stream<DirectoryEntry> entries =
        unixFs.ls(ContentPath.of(directory), FetchOptions.OFFLINE)) {
      entries.forEach(
          entry -> {
            String path = at + entry.name();
            found.put(path, describe(unixFs, entry.cid()));
            collect(unixFs, entry.cid(), path + "/", found);
          });
    }
  }

  private static String describe(UnixFs unixFs, Cid cid) {
    ContentPath path = ContentPath.of(cid);
    UnixFsStat stat = unixFs.stat(path, FetchOptions.OFFLINE);
    if (stat.type() != EntryType.FILE) {
      return stat.type().name();
    }
    try (InputStream in = unixFs.cat(path, ByteRange.ALL, FetchOptions.OFFLINE)) {
      return file(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
