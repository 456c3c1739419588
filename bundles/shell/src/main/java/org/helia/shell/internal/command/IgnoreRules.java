package org.helia.shell.internal.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.grammar.UsageException;
import org.jspecify.annotations.Nullable;

/** The rules of what an add leaves out: those of a file first, then those of the command line. */
final class IgnoreRules {
  /** A file of rules that is larger, in bytes, is something else. */
  private static final long MAX_FILE_BYTES = 1024 * 1024;

  private IgnoreRules() {}

  /**
   * All rules.
   *
   * @param file the name of a file with a rule on each line, or null
   */
  static List<String> of(Io io, @Nullable String file, List<String> rules) throws IOException {
    List<String> all = new ArrayList<>();
    if (file != null) {
      all.addAll(lines(file, LocalFiles.resolve(io, file)));
    }
    all.addAll(rules);
    return all;
  }

  private static List<String> lines(String name, Path file) throws IOException {
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new UsageException(
          "'%s' is too large for a file of ignore rules: the limit is %d bytes"
              .formatted(name, MAX_FILE_BYTES));
    }
    try {
      return Files.readAllLines(file, UTF_8);
    } catch (CharacterCodingException e) {
      throw new UsageException("'%s' is no file of ignore rules: not UTF-8".formatted(name));
    }
  }
}
