package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.List;
import org.helia.api.path.ContentPath;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.grammar.UsageException;
import org.jspecify.annotations.Nullable;

/**
 * The content paths that a command is about: its arguments or, when there are none, the lines of
 * standard input, as in {@code add -Q file | cat}.
 */
final class ContentPaths {
  private ContentPaths() {}

  /**
   * Reads one or more paths.
   *
   * @throws UsageException when there is none
   * @throws org.helia.api.path.PathException when a text is not a path
   */
  static List<ContentPath> several(Io io, @Nullable List<String> arguments) throws IOException {
    return texts(io, arguments).stream().map(ContentPath::fromArgument).toList();
  }

  /**
   * Reads exactly one path.
   *
   * @throws UsageException when there is none, or more than one
   * @throws org.helia.api.path.PathException when the text is not a path
   */
  static ContentPath one(Io io, @Nullable String argument) throws IOException {
    List<String> texts = texts(io, argument == null ? null : List.of(argument));
    if (texts.size() > 1) {
      throw new UsageException(
          "standard input has " + texts.size() + " lines; one path was expected");
    }
    return ContentPath.fromArgument(texts.get(0));
  }

  /** The paths as they were typed. */
  static List<String> texts(Io io, @Nullable List<String> arguments) throws IOException {
    return LineArguments.of(io, arguments, "path");
  }
}
