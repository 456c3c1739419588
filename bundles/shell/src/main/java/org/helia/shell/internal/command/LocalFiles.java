package org.helia.shell.internal.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.grammar.UsageException;

/** The files of the user's machine that a command reads or writes. */
final class LocalFiles {
  /** Names of standard input, for commands that read. */
  private static final Set<String> STANDARD_INPUT =
      Set.of("-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0");

  private static final Set<String> OF_A_PROCESS =
      Set.of("/dev/fd/", "/dev/std", "/proc/self/", "/proc/thread-self/");

  private LocalFiles() {}

  /** Whether an argument means standard input. */
  static boolean isStandardInput(String argument) {
    return STANDARD_INPUT.contains(argument);
  }

  /**
   * The file that the user means, seen from where the user is.
   *
   * @throws UsageException when the name means another file in the user's process than in the
   *     node's
   */
  static Path resolve(Io io, String name) {
    if (OF_A_PROCESS.stream().anyMatch(name::startsWith)) {
      throw new UsageException(
          "%s belongs to the process that you type in, and the node is another: use a pipe into standard input (`-`) instead"
              .formatted(name));
    }
    if (name.isEmpty()) {
      throw new UsageException("the name of a file is empty");
    }
    try {
      return io.resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw new UsageException(
          "'%s' cannot be the name of a file: %s".formatted(name, e.getReason()));
    }
  }
}
