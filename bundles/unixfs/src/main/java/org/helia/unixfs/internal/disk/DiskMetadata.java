package org.helia.unixfs.internal.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.helia.unixfs.internal.format.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * Sets permissions and times on disk. The bits that let a program run with the rights of its owner
 * are not restored: nothing that comes from elsewhere is to have them.
 */
final class DiskMetadata {
  private DiskMetadata() {}

  /** Sets what there is, as far as the file system knows such; a symbolic link is not followed. */
  static void restore(Path path, Metadata metadata) throws IOException {
    if (metadata.isEmpty()) {
      return;
    }
    OptionalInt mode = metadata.permissions();
    if (mode.isPresent() && !Files.isSymbolicLink(path)) {
      restoreMode(path, mode.getAsInt());
    }
    Optional<FileTime> mtime = metadata.instant().map(FileTime::from);
    if (mtime.isPresent()) {
      Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setTimes(mtime.get(), null, null);
    }
  }

  private static void restoreMode(Path path, int mode) throws IOException {
    @Nullable PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(permissions(mode));
    }
  }

  /** The enumeration's values are in the order of the bits, the highest first. */
  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (PosixFilePermission permission : all) {
      if ((mode >> (all.length - 1 - permission.ordinal()) & 1) != 0) {
        permissions.add(permission);
      }
    }
    return permissions;
  }
}
