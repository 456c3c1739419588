package org.helia.ipld.internal;

import java.util.HexFormat;

/** Text of a JSON string that has escapes. */
final class JsonEscapes {
  private static final int HEX_DIGITS = 4;

  private final JsonReader reader;
  private final byte[] bytes;
  private final int to;
  private final StringBuilder text;
  private int at;

  JsonEscapes(JsonReader reader, byte[] bytes, int from, int to) {
    this.reader = reader;
    this.bytes = bytes;
    this.at = from;
    this.to = to;
    this.text = new StringBuilder(to - from);
  }

  String text() {
    while (at < to) {
      int from = at;
      while (at < to && bytes[at] != '\\') {
        at++;
      }
      text.append(reader.utf8(from, at));
      if (at < to) {
        escape();
      }
    }
    return text.toString();
  }

  private void escape() {
    int start = at++;
    char kind = (char) bytes[at++];
    switch (kind) {
      case '"', '\\', '/' -> text.append(kind);
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case 'u' -> unicode(start);
      default -> throw reader.malformed(start, "an escape that JSON does not have");
    }
  }

  /** A character beyond the first 65,536 is written as two escapes, a surrogate pair. */
  private void unicode(int start) {
    char first = hex(start);
    text.append(first);
    if (!Character.isSurrogate(first)) {
      return;
    }
    boolean followed = at + 1 < to && bytes[at] == '\\' && bytes[at + 1] == 'u';
    if (!Character.isHighSurrogate(first) || !followed) {
      throw halfPair(start);
    }
    at += 2;
    char second = hex(start);
    if (!Character.isLowSurrogate(second)) {
      throw halfPair(start);
    }
    text.append(second);
  }

  private RuntimeException halfPair(int start) {
    return reader.malformed(start, "half of a surrogate pair");
  }

  private char hex(int start) {
    int value = 0;
    for (int end = at + HEX_DIGITS; at < end; at++) {
      if (at >= to || !HexFormat.isHexDigit(bytes[at])) {
        throw reader.malformed(start, "an escape without four hexadecimal digits");
      }
      value = value << 4 | HexFormat.fromHexDigit(bytes[at]);
    }
    return (char) value;
  }
}
