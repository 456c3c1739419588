package org.helia.shell.internal.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
  /** The longest line that is taken as a path, in characters. */
  static final int MAX_LINE_LENGTH = 64 * 1024;

  /** The most lines that are taken. */
  static final int MAX_LINES = 100_000;

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
    if (arguments != null && !arguments.isEmpty()) {
      return arguments;
    }
    if (io.terminals().in()) {
      throw new UsageException("argument \"path\" is required");
    }
    List<String> lines = lines(io);
    if (lines.isEmpty()) {
      throw new UsageException(
          "argument \"path\" is required, or paths in the lines of standard input");
    }
    return lines;
  }

  private static List<String> lines(Io io) throws IOException {
    List<String> lines = new ArrayList<>();
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(io.in(), StandardCharsets.UTF_8));
    StringBuilder line = new StringBuilder();
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      if (c == '\n') {
        add(lines, line);
      } else if (line.length() == MAX_LINE_LENGTH) {
        throw new UsageException(
            "a line of standard input is longer than " + MAX_LINE_LENGTH + " characters: no path");
      } else {
        line.append((char) c);
      }
    }
    add(lines, line);
    return lines;
  }

  private static void add(List<String> lines, StringBuilder line) {
    String text = line.toString().strip();
    line.setLength(0);
    if (text.isEmpty()) {
      return;
    }
    if (lines.size() == MAX_LINES) {
      throw new UsageException("standard input has more than " + MAX_LINES + " lines");
    }
    lines.add(text);
  }
}
