package org.helia.unixfs.internal.add;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.helia.unixfs.internal.disk.DiskErrors;
import org.helia.unixfs.internal.disk.DiskNames;

/** Reads what is on disk. */
final class DiskTree {
  private static final LinkOption[] FOLLOW = {};
  private static final LinkOption[] NO_FOLLOW = {LinkOption.NOFOLLOW_LINKS};

  private DiskTree() {}

  /** What a path leads to, or what stands there. */
  static BasicFileAttributes attributes(Path path, boolean follow) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, follow ? FOLLOW : NO_FOLLOW);
  }

  /** The names in a directory, sorted by their bytes. */
  static List<String> names(Path directory, boolean hidden) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = DiskNames.nameOf(entry);
        if (hidden || !name.startsWith(".")) {
          names.add(name);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw DiskErrors.of("cannot list", directory, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw DiskErrors.of("cannot list", directory, e);
    }
    names.sort(Utf8Order.INSTANCE);
    return names;
  }
}
