package org.helia.shell.internal.command;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.helia.api.mfs.NewNodes;
import org.helia.shell.internal.grammar.UsageException;
import org.jspecify.annotations.Nullable;

/** The options that say what new files and directories look like. */
final class NewNodeOptions {
  private NewNodeOptions() {}

  /**
   * What the options ask for; one that was not given is null.
   *
   * @throws UsageException when a value is not one of those there are
   */
  static NewNodes of(
      @Nullable Integer cidVersion, @Nullable String hash, @Nullable Boolean rawLeaves) {
    try {
      return new NewNodes(
          cidVersion == null ? OptionalInt.empty() : OptionalInt.of(cidVersion),
          hash == null ? OptionalLong.empty() : OptionalLong.of(HashNames.code(hash)),
          Optional.ofNullable(rawLeaves));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
