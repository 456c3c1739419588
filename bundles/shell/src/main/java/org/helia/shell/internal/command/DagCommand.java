package org.helia.shell.internal.command;

import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.unixfs.UnixFs;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.shell.internal.complete.ProfileCompleter;
import org.helia.shell.internal.grammar.UsageException;
import org.jspecify.annotations.Nullable;

/** A command that makes DAGs of files; its options decide what they look like. */
abstract class DagCommand extends DataCommand {
  private static final int DEFAULT_INLINE_LIMIT = 32;

  @Option(
      name = "--profile",
      description = "What the DAG looks like, as unixfs-v1-2025; profiles lists them")
  @Completion(ProfileCompleter.class)
  private @Nullable String profile;

  @Option(name = "--cid-version", description = "The version of the CIDs, 0 or 1")
  private @Nullable Integer cidVersion;

  @Option(
      name = "--hash",
      description = "The hash function, as sha2-256; another one implies CIDv1")
  private @Nullable String hash;

  @Option(name = "--raw-leaves", description = "Whether the chunks of files are raw blocks")
  private @Nullable Boolean rawLeaves;

  @Option(
      name = "-s",
      aliases = "--chunker",
      description =
          "How files are cut: size-<bytes>, rabin, rabin-<average>, rabin-<least>-<average>-<greatest> or buzhash")
  private @Nullable String chunker;

  @Option(
      name = "-t",
      aliases = "--trickle",
      description = "Whether the chunks of files form a trickle tree instead of a balanced one")
  private @Nullable Boolean trickle;

  @Option(name = "--max-file-links", description = "How many links a node of a file has at most")
  private @Nullable Integer maxFileLinks;

  @Option(
      name = "--max-directory-links",
      description = "A directory of more entries is spread over many nodes; 0 for no such limit")
  private @Nullable Integer maxDirectoryLinks;

  @Option(
      name = "--max-hamt-fanout",
      description =
          "How many links a node of a large directory has at most: a power of two from 8 to 1024")
  private @Nullable Integer maxHamtFanout;

  @Option(name = "--inline", description = "Whether small blocks stand in their CIDs")
  private @Nullable Boolean inline;

  @Option(
      name = "--inline-limit",
      description = "With --inline: up to how many bytes are small, 1 to 128; by default 32")
  private @Nullable Integer inlineLimit;

  /** Whether raw leaves were asked for in so many words. */
  boolean insistsOnRawLeaves() {
    return Boolean.TRUE.equals(rawLeaves);
  }

  /** The profile that the options ask for. */
  UnixFsProfile profile(UnixFs unixFs) {
    return new ProfileChoice(unixFs, profile, cidVersion)
        .hash(hash, cidVersion != null)
        .rawLeaves(rawLeaves)
        .chunker(chunker)
        .trickle(trickle)
        .maxFileLinks(maxFileLinks)
        .maxDirectoryLinks(maxDirectoryLinks)
        .maxHamtFanout(maxHamtFanout)
        .inlineBytes(inlineBytes())
        .build();
  }

  private @Nullable Integer inlineBytes() {
    if (inlineLimit != null && !Boolean.TRUE.equals(inline)) {
      throw new UsageException("option \"--inline-limit\" needs \"--inline\"");
    }
    if (inline == null) {
      return null;
    }
    if (!inline) {
      return 0;
    }
    if (inlineLimit != null && inlineLimit == 0) {
      throw new UsageException("option \"--inline-limit\" is from 1 to 128, not 0");
    }
    return inlineLimit == null ? (Integer) DEFAULT_INLINE_LIMIT : inlineLimit;
  }
}
