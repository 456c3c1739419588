package org.helia.api.mfs;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What new files and directories look like where that differs from the directory they are put into.
 *
 * @param cidVersion 0 or 1; by default that of the directory, or 1 when a hash function is asked
 *     for
 * @param hash the multicodec code of the hash function; by default that of the directory, or
 *     SHA2-256 when a version is asked for
 * @param rawLeaves whether chunks are raw blocks; by default they are under CIDv1
 */
public record NewNodes(OptionalInt cidVersion, OptionalLong hash, Optional<Boolean> rawLeaves) {
  /** All as in the directory that they are put into. */
  public static final NewNodes INHERITED =
      new NewNodes(OptionalInt.empty(), OptionalLong.empty(), Optional.empty());

  /**
   * @throws IllegalArgumentException when the version is neither 0 nor 1
   */
  public NewNodes {
    if (cidVersion.isPresent() && cidVersion.getAsInt() != 0 && cidVersion.getAsInt() != 1) {
      throw new IllegalArgumentException("CID version is 0 or 1, not " + cidVersion.getAsInt());
    }
  }

  /** Whether the CID version or the hash function is asked for. */
  public boolean hasFormat() {
    return cidVersion.isPresent() || hash.isPresent();
  }
}
