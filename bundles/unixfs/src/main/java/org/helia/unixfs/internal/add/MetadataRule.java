package org.helia.unixfs.internal.add;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import org.helia.api.unixfs.AddMetadata;
import org.helia.api.unixfs.UnixFsException;
import org.helia.unixfs.internal.disk.DiskErrors;
import org.helia.unixfs.internal.format.Metadata;
import org.helia.unixfs.internal.format.UnixTime;
import org.jspecify.annotations.Nullable;

/** Decides what is stored with an entry beside its content. */
final class MetadataRule {
  private final AddMetadata wanted;
  private final @Nullable Integer mode;
  private final @Nullable UnixTime mtime;

  MetadataRule(AddMetadata wanted) {
    this.wanted = wanted;
    this.mode = wanted.mode().isPresent() ? wanted.mode().getAsInt() : null;
    this.mtime = wanted.mtime().map(UnixTime::of).orElse(null);
  }

  /** For what is not on disk, as a stream or the directory that wraps the sources. */
  Metadata given() {
    return metadata(mode, mtime);
  }

  /** For what a web server has. */
  Metadata ofWeb(Optional<Instant> lastModified) {
    boolean preserve = mtime == null && wanted.preserveMtime();
    return metadata(mode, preserve ? lastModified.map(UnixTime::of).orElse(null) : mtime);
  }

  /**
   * For what is on disk. A symbolic link has no permissions of its own.
   *
   * @param follow whether the path may lead to what was found through a symbolic link
   */
  Metadata of(Path path, BasicFileAttributes found, boolean follow) {
    Integer ownMode = mode == null && wanted.preserveMode() ? modeOf(path, found, follow) : mode;
    UnixTime ownMtime =
        mtime == null && wanted.preserveMtime()
            ? UnixTime.of(found.lastModifiedTime().toInstant())
            : mtime;
    return metadata(found.isSymbolicLink() ? null : ownMode, ownMtime);
  }

  private static Metadata metadata(@Nullable Integer mode, @Nullable UnixTime mtime) {
    return mode == null && mtime == null ? Metadata.NONE : new Metadata(mode, mtime);
  }

  /** Kubo says nothing about a file without any permissions, but does so about a directory. */
  private static @Nullable Integer modeOf(Path path, BasicFileAttributes found, boolean follow) {
    if (found.isSymbolicLink()) {
      return null;
    }
    LinkOption[] options =
        follow ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    try {
      int permissions = (int) Files.getAttribute(path, "unix:mode", options) & Metadata.MODE_BITS;
      return permissions == 0 && found.isRegularFile() ? null : permissions;
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      throw new UnixFsException(
          "cannot preserve the mode of %s: its file system has no Unix permissions".formatted(path),
          e);
    } catch (IOException e) {
      throw DiskErrors.of("cannot read", path, e);
    }
  }
}
