package org.helia.shell.internal.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.grammar.UsageException;
import org.jspecify.annotations.Nullable;

/** Arguments that are the lines of standard input when there are none in the command line. */
final class LineArguments {
  /** The longest line that is taken, in characters. */
  static final int MAX_LINE_LENGTH = 64 * 1024;

  /** The most lines that are taken. */
  static final int MAX_LINES = 100_000;

  private LineArguments() {}

  /**
   * The arguments as they were typed, or else the lines without the blank around them.
   *
   * @param name of one argument, as in "path"
   * @throws UsageException when there are none, or too many or too long lines
   */
  static List<String> of(Io io, @Nullable List<String> arguments, String name) throws IOException {
    if (arguments != null && !arguments.isEmpty()) {
      return arguments;
    }
    if (io.terminals().in()) {
      throw new UsageException("argument \"" + name + "\" is required");
    }
    List<String> lines = lines(io);
    if (lines.isEmpty()) {
      throw new UsageException(
          "argument \"%s\" is required, or %ss in the lines of standard input"
              .formatted(name, name));
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
            "a line of standard input is longer than " + MAX_LINE_LENGTH + " characters");
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
