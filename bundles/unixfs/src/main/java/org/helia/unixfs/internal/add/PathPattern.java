package org.helia.unixfs.internal.add;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.helia.api.unixfs.UnixFsException;

/**
 * One pattern in the form of .gitignore.
 *
 * @param regex what a path must match as a whole
 * @param directoriesOnly whether only directories match
 * @param negated whether the pattern takes back what others said
 * @see <a href="https://git-scm.com/docs/gitignore#_pattern_format">gitignore, pattern format</a>
 */
record PathPattern(Pattern regex, boolean directoriesOnly, boolean negated) {
  /** Reads a line; empty for a blank line or a comment. */
  static Optional<PathPattern> parse(String line) {
    String text = withoutTrailingSpaces(line.endsWith("\r") ? chop(line) : line);
    if (text.isEmpty() || text.startsWith("#")) {
      return Optional.empty();
    }
    boolean negated = text.startsWith("!");
    String pattern = negated ? text.substring(1) : text;
    boolean directoriesOnly = pattern.endsWith("/");
    String path = directoriesOnly ? chop(pattern) : pattern;
    boolean anywhere = path.indexOf('/') < 0;
    String relative = path.startsWith("/") ? path.substring(1) : path;
    String regex = (anywhere ? "(?:.*/)?" : "") + new GlobTranslator(relative).regex();
    try {
      return Optional.of(
          new PathPattern(Pattern.compile(regex, Pattern.DOTALL), directoriesOnly, negated));
    } catch (PatternSyntaxException e) {
      throw new UnixFsException("'%s' is not a pattern of paths".formatted(line), e);
    }
  }

  private static String chop(String text) {
    return text.substring(0, text.length() - 1);
  }

  /** Spaces at the end count only behind a backslash. */
  private static String withoutTrailingSpaces(String line) {
    String text = line;
    while (text.endsWith(" ") && !text.endsWith("\\ ")) {
      text = chop(text);
    }
    return text;
  }

  /**
   * Whether a path matches.
   *
   * @param path segments joined by slashes, none before the first
   */
  boolean matches(String path, boolean directory) {
    return (directory || !directoriesOnly) && regex.matcher(path).matches();
  }
}
