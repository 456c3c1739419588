package org.helia.api.unixfs;

import java.time.Duration;
import java.util.Optional;

/**
 * How to add.
 *
 * @param profile what the DAG looks like, and thereby its CID
 * @param wrap whether the sources become the entries of one directory
 * @param filter which entries of directories are added
 * @param followSymlinks whether symlinks, sources that are symlinks themselves included, are
 *     replaced by what they lead to
 * @param metadata which permissions and times are stored
 * @param onlyHash whether only CIDs are computed and nothing is stored
 * @param timeout how long the whole add may take; when empty, as long as its sources have something
 *     to give
 */
public record AddOptions(
    UnixFsProfile profile,
    boolean wrap,
    EntryFilter filter,
    boolean followSymlinks,
    AddMetadata metadata,
    boolean onlyHash,
    Optional<Duration> timeout) {
  /** The profile unixfs-v1-2025, nothing wrapped, hidden entries left out, symlinks kept. */
  public static final AddOptions DEFAULTS =
      new AddOptions(
          UnixFsProfile.V1_2025,
          false,
          EntryFilter.DEFAULTS,
          false,
          AddMetadata.NONE,
          false,
          Optional.empty());

  /**
   * @throws IllegalArgumentException when the timeout is not positive
   */
  public AddOptions {
    if (timeout.isPresent() && (timeout.get().isNegative() || timeout.get().isZero())) {
      throw new IllegalArgumentException("timeout must be positive, not " + timeout.get());
    }
  }

  /** The same with another profile. */
  public AddOptions withProfile(UnixFsProfile other) {
    return new AddOptions(other, wrap, filter, followSymlinks, metadata, onlyHash, timeout);
  }

  /** The same, wrapped or not. */
  public AddOptions withWrap(boolean other) {
    return new AddOptions(profile, other, filter, followSymlinks, metadata, onlyHash, timeout);
  }

  /** The same with another choice of entries. */
  public AddOptions withFilter(EntryFilter other) {
    return new AddOptions(profile, wrap, other, followSymlinks, metadata, onlyHash, timeout);
  }

  /** The same, with hidden entries or without. */
  public AddOptions withHidden(boolean other) {
    return withFilter(filter.withHidden(other));
  }

  /** The same, with symlinks followed or kept. */
  public AddOptions withFollowSymlinks(boolean other) {
    return new AddOptions(profile, wrap, filter, other, metadata, onlyHash, timeout);
  }

  /** The same with other metadata. */
  public AddOptions withMetadata(AddMetadata other) {
    return new AddOptions(profile, wrap, filter, followSymlinks, other, onlyHash, timeout);
  }

  /** The same, only computing CIDs or storing too. */
  public AddOptions withOnlyHash(boolean other) {
    return new AddOptions(profile, wrap, filter, followSymlinks, metadata, other, timeout);
  }

  /** The same with a time limit. */
  public AddOptions withTimeout(Duration other) {
    return new AddOptions(
        profile, wrap, filter, followSymlinks, metadata, onlyHash, Optional.of(other));
  }
}
