package org.helia.ipld.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.ipld.FloatNode;
import org.helia.api.ipld.IntNode;
import org.helia.api.ipld.Node;

/**
 * Reads JSON one token at a time and refuses everything that is not exactly RFC 8259 in UTF-8: a
 * byte order mark, comments, trailing commas, raw control characters, halves of surrogate pairs.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259, JSON</a>
 */
public final class JsonReader {
  /** How deep arrays and objects may lie in one another. */
  public static final int MAX_DEPTH = 1024;

  /** How many values a block may hold, all levels together. */
  public static final int MAX_VALUES = 2 * 1024 * 1024;

  /** How many characters a number may take: reading one costs the square of it. */
  public static final int MAX_NUMBER_LENGTH = 1024;

  /** So many digits always fit into a long. */
  private static final int MAX_LONG_DIGITS = 18;

  /** What a value begins with. */
  public enum Token {
    /** An object; its brace has been read. */
    OBJECT,
    /** An array; its bracket has been read. */
    ARRAY,
    /** Text; {@link JsonReader#string} reads it. */
    STRING,
    /** A number; {@link JsonReader#number} reads it. */
    NUMBER,
    /** True, read completely. */
    TRUE,
    /** False, read completely. */
    FALSE,
    /** Null, read completely. */
    NULL,
  }

  private final String format;
  private final byte[] bytes;
  private int at;
  private int values;
  private int contentFrom;
  private int contentTo;
  private boolean escaped;

  /**
   * @param format what errors call the format
   */
  public JsonReader(String format, byte[] bytes) {
    this.format = format;
    this.bytes = bytes;
  }

  /** Reads the beginning of the next value. */
  public Token next() {
    if (++values > MAX_VALUES) {
      throw malformed(at, "more than " + MAX_VALUES + " values");
    }
    skipBlanks();
    return switch (peek()) {
      case '{' -> structure(Token.OBJECT);
      case '[' -> structure(Token.ARRAY);
      case '"' -> Token.STRING;
      case 't' -> literal("true", Token.TRUE);
      case 'f' -> literal("false", Token.FALSE);
      case 'n' -> literal("null", Token.NULL);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> Token.NUMBER;
      default -> throw unexpected("a value");
    };
  }

  private Token structure(Token token) {
    at++;
    return token;
  }

  private Token literal(String word, Token token) {
    int start = at;
    for (int i = 0; i < word.length(); i++, at++) {
      if (peek() != word.charAt(i)) {
        throw malformed(start, "something that begins like " + word);
      }
    }
    return token;
  }

  /** Checks that one more array or object may be opened. */
  public void requireDepth(int depth) {
    if (depth >= MAX_DEPTH) {
      throw malformed(at, "arrays and objects deeper than " + MAX_DEPTH + " levels");
    }
  }

  /** After an array or object was opened: whether it ends at once; then its end has been read. */
  public boolean isEmpty(char close) {
    skipBlanks();
    return accept(close);
  }

  /** After an element: whether another one follows; if not, the end has been read. */
  public boolean hasMore(char close) {
    skipBlanks();
    if (accept(',')) {
      return true;
    }
    if (accept(close)) {
      return false;
    }
    throw unexpected("a comma or " + close);
  }

  /** Reads a key and the colon behind it. */
  public String key() {
    passKey();
    return text();
  }

  /**
   * Passes over a key and the colon behind it, checking it all the same; {@link #contentFrom},
   * {@link #contentTo} and {@link #isEscaped} tell about it.
   */
  public void skipKey() {
    passKey();
    requireUtf8();
  }

  private void passKey() {
    skipBlanks();
    if (peek() != '"') {
      throw unexpected("a key in quotes");
    }
    passString();
    skipBlanks();
    if (!accept(':')) {
      throw unexpected("a colon");
    }
  }

  /** Reads text. */
  public String string() {
    passString();
    return text();
  }

  /** Passes over text, checking it all the same. */
  public void skipString() {
    passString();
    requireUtf8();
  }

  /** Finds the end of text and whether it has escapes. */
  private void passString() {
    int start = at++;
    contentFrom = at;
    escaped = false;
    while (at < bytes.length) {
      byte next = bytes[at++];
      if (next == '"') {
        contentTo = at - 1;
        return;
      }
      if (next == '\\') {
        escaped = true;
        at++;
      } else if (next >= 0 && next < ' ') {
        throw malformed(at - 1, "a control character in text that is not escaped");
      }
    }
    throw malformed(start, "text without an end");
  }

  private String text() {
    return escaped ? unescaped() : utf8(contentFrom, contentTo);
  }

  private void requireUtf8() {
    if (escaped) {
      unescaped();
    } else if (!Utf8.isValid(bytes, contentFrom, contentTo)) {
      throw notUtf8(contentFrom);
    }
  }

  private String unescaped() {
    return new JsonEscapes(this, bytes, contentFrom, contentTo).text();
  }

  String utf8(int from, int to) {
    return Utf8.decode(bytes, from, to).orElseThrow(() -> notUtf8(from));
  }

  private MalformedBlockException notUtf8(int from) {
    return malformed(from, "text that is not UTF-8");
  }

  /** Where the content of the last text or key begins. */
  public int contentFrom() {
    return contentFrom;
  }

  /** Where the content of the last text or key ends. */
  public int contentTo() {
    return contentTo;
  }

  /** Whether the last text or key has escapes, so that its content is not what stands there. */
  public boolean isEscaped() {
    return escaped;
  }

  /** Reads a number: a float when it has a point or an exponent, a whole number otherwise. */
  public Node number() {
    int start = at;
    accept('-');
    int digits = at;
    if (!accept('0')) {
      passDigits();
    }
    boolean whole = !passFraction() & !passExponent();
    if (at - start > MAX_NUMBER_LENGTH) {
      throw malformed(start, "a number of more than " + MAX_NUMBER_LENGTH + " characters");
    }
    return whole ? whole(start, digits) : floating(start);
  }

  private Node whole(int start, int digits) {
    if (at - digits > MAX_LONG_DIGITS) {
      return IntNode.of(new BigInteger(ascii(start)));
    }
    long value = 0;
    for (int i = digits; i < at; i++) {
      value = 10 * value + (bytes[i] - '0');
    }
    return IntNode.of(start == digits ? value : -value);
  }

  private Node floating(int start) {
    double value = Double.parseDouble(ascii(start));
    if (Double.isInfinite(value)) {
      throw malformed(start, "a number that is too large for 64-bit floating point");
    }
    return new FloatNode(value);
  }

  private String ascii(int from) {
    return new String(bytes, from, at - from, US_ASCII);
  }

  private boolean passFraction() {
    if (!accept('.')) {
      return false;
    }
    passDigits();
    return true;
  }

  private boolean passExponent() {
    if (!accept('e') && !accept('E')) {
      return false;
    }
    if (!accept('+')) {
      accept('-');
    }
    passDigits();
    return true;
  }

  private void passDigits() {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    if (at == start) {
      throw unexpected("a digit");
    }
  }

  /** Checks that nothing but blanks is left. */
  public void end() {
    skipBlanks();
    if (at < bytes.length) {
      throw unexpected("nothing behind the value");
    }
  }

  /** Where reading stands, in bytes. */
  public int position() {
    return at;
  }

  private void skipBlanks() {
    while (at < bytes.length) {
      switch (bytes[at]) {
        case ' ', '\t', '\n', '\r' -> at++;
        default -> {
          return;
        }
      }
    }
  }

  private boolean accept(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  /** The next byte, or -1 at the end. */
  private int peek() {
    return at < bytes.length ? bytes[at] & 0xff : -1;
  }

  private MalformedBlockException unexpected(String wanted) {
    int found = peek();
    String what =
        found < 0
            ? "the end"
            : found > ' ' && found < 0x7f
                ? "'" + (char) found + "'"
                : "the byte 0x%02x".formatted(found);
    return malformed(at, "expected " + wanted + ", found " + what);
  }

  /** An error that names the format and the byte. */
  public MalformedBlockException malformed(int offset, String fault) {
    return new MalformedBlockException(message(offset, fault));
  }

  /** An error that names the format and the byte, and what led to it. */
  public MalformedBlockException malformed(int offset, String fault, Throwable cause) {
    return new MalformedBlockException(message(offset, fault + ": " + cause.getMessage()), cause);
  }

  private String message(int offset, String fault) {
    return "not " + format + " at byte " + offset + ": " + fault;
  }
}
