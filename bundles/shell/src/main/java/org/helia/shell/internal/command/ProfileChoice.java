package org.helia.shell.internal.command;

import java.util.stream.Collectors;
import org.helia.api.unixfs.Chunker;
import org.helia.api.unixfs.FileLayout;
import org.helia.api.unixfs.UnixFs;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.multiformats.Multicodec;
import org.helia.shell.internal.grammar.UsageException;
import org.jspecify.annotations.Nullable;

/**
 * The DAG that the options of an add ask for. They change single values of a profile: the named
 * one; without a name {@code unixfs-v0-2015} when CIDv0 is asked for, else {@code unixfs-v1-2025}.
 * So {@code add --cid-version=0} gives the CIDs that Kubo gives by default.
 */
final class ProfileChoice {
  private final UnixFsProfile.Builder builder;

  /**
   * Begins with a profile.
   *
   * @param unixFs knows the profiles
   * @param name null for the default
   * @param cidVersion null for the profile's own
   */
  ProfileChoice(UnixFs unixFs, @Nullable String name, @Nullable Integer cidVersion) {
    this.builder = base(unixFs, name, cidVersion).toBuilder();
    if (cidVersion != null) {
      builder.cidVersion(cidVersion);
    }
  }

  private static UnixFsProfile base(
      UnixFs unixFs, @Nullable String name, @Nullable Integer cidVersion) {
    if (name != null) {
      return unixFs.profile(name).orElseThrow(() -> unknown(unixFs, name));
    }
    return cidVersion != null && cidVersion == 0 ? UnixFsProfile.V0_2015 : UnixFsProfile.V1_2025;
  }

  private static UsageException unknown(UnixFs unixFs, String name) {
    String known =
        unixFs.profiles().stream().map(UnixFsProfile::name).collect(Collectors.joining(", "));
    return new UsageException("unknown profile \"%s\"; there are %s".formatted(name, known));
  }

  /**
   * Sets the hash function; one other than SHA2-256 implies CIDv1 unless a version was asked for.
   */
  ProfileChoice hash(@Nullable String name, boolean versionChosen) {
    if (name != null) {
      long code = HashNames.code(name);
      builder.hash(code);
      if (code != Multicodec.SHA2_256 && !versionChosen) {
        builder.cidVersion(1);
      }
    }
    return this;
  }

  /** Sets whether chunks are raw blocks. */
  ProfileChoice rawLeaves(@Nullable Boolean raw) {
    if (raw != null) {
      builder.rawLeaves(raw);
    }
    return this;
  }

  /** Sets the chunker; "default" is the profile's own. */
  ProfileChoice chunker(@Nullable String text) {
    if (text != null && !text.equals("default")) {
      try {
        builder.chunker(Chunker.parse(text));
      } catch (IllegalArgumentException e) {
        throw new UsageException(String.valueOf(e.getMessage()));
      }
    }
    return this;
  }

  /** Sets how many links a node of a file has at most. */
  ProfileChoice maxFileLinks(@Nullable Integer links) {
    if (links != null) {
      builder.maxFileLinks(links);
    }
    return this;
  }

  /** Sets whether chunks form a trickle tree. */
  ProfileChoice trickle(@Nullable Boolean trickle) {
    if (trickle != null) {
      builder.layout(trickle ? FileLayout.TRICKLE : FileLayout.BALANCED);
    }
    return this;
  }

  /** Sets how many entries a directory in one node has at most; 0 for no such limit. */
  ProfileChoice maxDirectoryLinks(@Nullable Integer links) {
    if (links != null) {
      builder.maxDirectoryLinks(links);
    }
    return this;
  }

  /** Sets up to how many bytes blocks stand in their CIDs. */
  ProfileChoice inlineBytes(@Nullable Integer bytes) {
    if (bytes != null) {
      builder.inlineBytes(bytes);
    }
    return this;
  }

  /** Sets how many slots a node of a large directory has. */
  ProfileChoice maxHamtFanout(@Nullable Integer fanout) {
    if (fanout != null) {
      builder.hamtFanout(fanout);
    }
    return this;
  }

  /**
   * The profile.
   *
   * @throws UsageException when a value is out of its range
   */
  UnixFsProfile build() {
    try {
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
