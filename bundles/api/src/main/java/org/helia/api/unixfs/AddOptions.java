package org.helia.api.unixfs;

/**
 * How to add.
 *
 * @param profile what the DAG looks like, and thereby its CID
 * @param wrap whether the sources become the entries of one directory
 * @param hidden whether entries of directories whose names start with a dot are added too
 * @param followSymlinks whether symlinks, sources that are symlinks themselves included, are
 *     replaced by what they lead to
 * @param onlyHash whether only CIDs are computed and nothing is stored
 */
public record AddOptions(
    UnixFsProfile profile, boolean wrap, boolean hidden, boolean followSymlinks, boolean onlyHash) {
  /** The profile unixfs-v1-2025, nothing wrapped, hidden entries left out, symlinks kept. */
  public static final AddOptions DEFAULTS =
      new AddOptions(UnixFsProfile.V1_2025, false, false, false, false);

  /** The same with another profile. */
  public AddOptions withProfile(UnixFsProfile other) {
    return new AddOptions(other, wrap, hidden, followSymlinks, onlyHash);
  }

  /** The same, wrapped or not. */
  public AddOptions withWrap(boolean other) {
    return new AddOptions(profile, other, hidden, followSymlinks, onlyHash);
  }

  /** The same, with hidden entries or without. */
  public AddOptions withHidden(boolean other) {
    return new AddOptions(profile, wrap, other, followSymlinks, onlyHash);
  }

  /** The same, with symlinks followed or kept. */
  public AddOptions withFollowSymlinks(boolean other) {
    return new AddOptions(profile, wrap, hidden, other, onlyHash);
  }

  /** The same, only computing CIDs or storing too. */
  public AddOptions withOnlyHash(boolean other) {
    return new AddOptions(profile, wrap, hidden, followSymlinks, other);
  }
}
