package org.helia.unixfs.internal.format;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a UnixFS node may say about the file, directory or symbolic link beside its content.
 *
 * @param mode permissions, all 32 bits as they are stored; null when absent
 * @param mtime when it was changed; null when absent
 * @see <a href="https://specs.ipfs.tech/unixfs/#dag-pb-optional-metadata">UnixFS, metadata</a>
 */
public record Metadata(@Nullable Integer mode, @Nullable UnixTime mtime) {
  /** None. */
  public static final Metadata NONE = new Metadata(null, null);

  /** The bits of a mode that mean something; the others are reserved. */
  public static final int MODE_BITS = 07777;

  /** Whether there is none. */
  public boolean isEmpty() {
    return mode == null && mtime == null;
  }

  /** The bits of the mode that mean something. */
  public OptionalInt permissions() {
    return mode == null ? OptionalInt.empty() : OptionalInt.of(mode & MODE_BITS);
  }

  /** The time of change, or the nearest one that Java can express. */
  public Optional<Instant> instant() {
    return mtime == null ? Optional.empty() : Optional.of(mtime.toInstant());
  }
}
