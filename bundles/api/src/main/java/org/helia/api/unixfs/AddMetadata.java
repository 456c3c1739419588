package org.helia.api.unixfs;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which permissions and times of change are stored with files, directories and symlinks. With any
 * of them the leaves of files are wrapped in DAG-PB even if the profile wants raw ones, as with
 * Kubo: a raw block has no place for them.
 *
 * @param preserveMode whether each file and directory keeps the permissions that it has on disk
 * @param preserveMtime whether each file, directory and symlink keeps its time of change
 * @param mode permissions for all files and directories, 0 to 07777, instead of those on disk
 * @param mtime a time of change for everything, instead of those on disk
 * @see <a href="https://specs.ipfs.tech/unixfs/#dag-pb-optional-metadata">UnixFS, metadata</a>
 */
public record AddMetadata(
    boolean preserveMode, boolean preserveMtime, OptionalInt mode, Optional<Instant> mtime) {
  /** Nothing is stored but names and contents. */
  public static final AddMetadata NONE =
      new AddMetadata(false, false, OptionalInt.empty(), Optional.empty());

  /** Permissions and times of change as they are on disk. */
  public static final AddMetadata PRESERVE =
      new AddMetadata(true, true, OptionalInt.empty(), Optional.empty());

  private static final int MAX_MODE = 07777;

  /**
   * @throws IllegalArgumentException when the mode is out of its range
   */
  public AddMetadata {
    if (mode.isPresent() && (mode.getAsInt() < 0 || mode.getAsInt() > MAX_MODE)) {
      throw new IllegalArgumentException(
          "mode must be from 0 to 07777, not 0%o".formatted(mode.getAsInt()));
    }
  }

  /** Whether nothing is stored. */
  public boolean isNone() {
    return equals(NONE);
  }
}
