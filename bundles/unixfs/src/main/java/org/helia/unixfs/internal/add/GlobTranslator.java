package org.helia.unixfs.internal.add;

import java.util.regex.Pattern;

/**
 * Translates a glob into a regular expression. An asterisk matches within a segment, two of them
 * that are a segment match any number of segments.
 */
final class GlobTranslator {
  private final String glob;
  private final StringBuilder regex = new StringBuilder();
  private int at;

  GlobTranslator(String glob) {
    this.glob = glob;
  }

  /** The regular expression for the whole glob. */
  String regex() {
    while (at < glob.length()) {
      if (isSegmentStart() && glob.startsWith("**/", at)) {
        regex.append("(?:.*/)?");
        at += 3;
      } else if (isSegmentStart() && glob.substring(at).equals("**")) {
        regex.append(".+");
        at += 2;
      } else {
        character(glob.charAt(at));
      }
    }
    return regex.toString();
  }

  private boolean isSegmentStart() {
    return at == 0 || glob.charAt(at - 1) == '/';
  }

  private void character(char next) {
    switch (next) {
      case '*' -> wildcard("[^/]*");
      case '?' -> wildcard("[^/]");
      case '[' -> bracket();
      case '\\' -> escaped();
      default -> literal();
    }
  }

  private void wildcard(String expression) {
    regex.append(expression);
    at++;
  }

  /** A backslash at the end stands for itself. */
  private void escaped() {
    if (at + 1 < glob.length()) {
      at++;
    }
    literal();
  }

  private void literal() {
    int codePoint = glob.codePointAt(at);
    regex.append(Pattern.quote(Character.toString(codePoint)));
    at += Character.charCount(codePoint);
  }

  /** A bracket that is never closed stands for itself. */
  private void bracket() {
    boolean negated = glob.startsWith("!", at + 1) || glob.startsWith("^", at + 1);
    int first = negated ? at + 2 : at + 1;
    int end = endOfBracket(first);
    if (end < 0) {
      literal();
      return;
    }
    regex.append("(?!/)[").append(negated ? "^" : "");
    for (at = first; at < end; at++) {
      inBracket(end);
    }
    regex.append(']');
    at = end + 1;
  }

  /** A closing bracket that comes first is one of the characters. */
  private int endOfBracket(int first) {
    for (int i = first; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (glob.startsWith("[:", i) && glob.indexOf(":]", i + 2) > 0) {
        i = glob.indexOf(":]", i + 2) + 1;
      } else if (c == '\\') {
        i++;
      } else if (c == ']' && i > first) {
        return i;
      }
    }
    return -1;
  }

  private void inBracket(int end) {
    char c = glob.charAt(at);
    int endOfClass = glob.startsWith("[:", at) ? glob.indexOf(":]", at + 2) : -1;
    if (endOfClass > 0 && endOfClass < end) {
      regex.append(posixClass(glob.substring(at + 2, endOfClass)));
      at = endOfClass + 1;
    } else if (c == '-') {
      regex.append('-');
    } else {
      if (c == '\\' && at + 1 < end) {
        at++;
      }
      regex.append('\\').append(String.format("x{%x}", glob.codePointAt(at)));
      at += Character.charCount(glob.codePointAt(at)) - 1;
    }
  }

  private static String posixClass(String name) {
    return switch (name) {
      case "alnum" -> "\\p{Alnum}";
      case "alpha" -> "\\p{Alpha}";
      case "blank" -> "\\p{Blank}";
      case "cntrl" -> "\\p{Cntrl}";
      case "digit" -> "\\p{Digit}";
      case "graph" -> "\\p{Graph}";
      case "lower" -> "\\p{Lower}";
      case "print" -> "\\p{Print}";
      case "punct" -> "\\p{Punct}";
      case "space" -> "\\p{Space}";
      case "upper" -> "\\p{Upper}";
      case "xdigit" -> "\\p{XDigit}";
      default -> "";
    };
  }
}
