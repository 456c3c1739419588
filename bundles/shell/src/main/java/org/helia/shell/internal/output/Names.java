package org.helia.shell.internal.output;

/** Names of files on a terminal. */
public final class Names {
  private Names() {}

  /**
   * A name whose control characters, invisible characters and backslashes are escaped as in Go's
   * strings, so that it cannot do anything to the terminal and stays on its line. Other names are
   * left as they are.
   */
  public static String escaped(String name) {
    if (name.codePoints().allMatch(Names::plain)) {
      return name;
    }
    StringBuilder text = new StringBuilder();
    name.codePoints().forEach(c -> append(text, c));
    return text.toString();
  }

  private static boolean plain(int c) {
    return c == ' ' || (c != '\\' && printable(c));
  }

  private static boolean printable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static void append(StringBuilder text, int c) {
    switch (c) {
      case '\\' -> text.append("\\\\");
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      case '\b' -> text.append("\\b");
      case '\f' -> text.append("\\f");
      case 0x07 -> text.append("\\a");
      case 0x0b -> text.append("\\v");
      default -> appendOther(text, c);
    }
  }

  private static void appendOther(StringBuilder text, int c) {
    if (plain(c)) {
      text.appendCodePoint(c);
    } else if (c < 0x80) {
      text.append("\\x%02x".formatted(c));
    } else {
      text.append((c > 0xffff ? "\\U%08x" : "\\u%04x").formatted(c));
    }
  }
}
