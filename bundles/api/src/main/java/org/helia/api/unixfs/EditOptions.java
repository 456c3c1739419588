package org.helia.api.unixfs;

import org.helia.api.Progress;
import org.helia.api.block.FetchOptions;

/**
 * How to edit. Nodes that exist keep their CID version and hash function when they change, as with
 * Kubo; the profile decides about everything new.
 *
 * @param profile what new files and directories look like, and when a directory becomes a HAMT or
 *     plain again; the layout of a file that is written to is always trickle, as with Kubo
 * @param inherit whether new files and directories take the CID version and the hash function of
 *     the directory they are put into instead of the profile's; leaves are then raw if the version
 *     is 1
 * @param fetch how to get the blocks that the edit has to read
 * @param progress told of the content that is written
 */
public record EditOptions(
    UnixFsProfile profile, boolean inherit, FetchOptions fetch, Progress progress) {
  /** The profile unixfs-v1-2025 for everything new, nobody watches. */
  public static final EditOptions DEFAULTS =
      new EditOptions(UnixFsProfile.V1_2025, false, FetchOptions.DEFAULTS, Progress.NONE);

  /** The same with another profile. */
  public EditOptions withProfile(UnixFsProfile other) {
    return new EditOptions(other, inherit, fetch, progress);
  }

  /** The same, with what is new like its directory or like the profile. */
  public EditOptions withInherit(boolean other) {
    return new EditOptions(profile, other, fetch, progress);
  }

  /** The same with another way to get blocks. */
  public EditOptions withFetch(FetchOptions other) {
    return new EditOptions(profile, inherit, other, progress);
  }

  /** The same with somebody else watching. */
  public EditOptions withProgress(Progress other) {
    return new EditOptions(profile, inherit, fetch, other);
  }
}
