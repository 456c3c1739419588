package org.helia.ipld.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/**
 * UTF-8 that refuses what is malformed, where the JDK's short forms put a replacement character.
 */
public final class Utf8 {
  private static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  /** The text, or empty when the bytes are not UTF-8. */
  public static Optional<String> decode(byte[] bytes, int from, int to) {
    // The JDK's lenient decoder is several times faster than the strict one, and only text in which
    // it
    // left its mark can have been malformed.
    String text = new String(bytes, from, to - from, UTF_8);
    return text.indexOf(REPLACEMENT) < 0 || isStrict(bytes, from, to)
        ? Optional.of(text)
        : Optional.empty();
  }

  /** Whether the bytes are UTF-8. */
  public static boolean isValid(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] < 0) {
        return decode(bytes, at, to).isPresent();
      }
    }
    return true;
  }

  private static boolean isStrict(byte[] bytes, int from, int to) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** The bytes, or empty when the text holds half of a surrogate pair, which UTF-8 cannot write. */
  public static Optional<byte[]> encode(String text) {
    return hasSurrogates(text) && !isEncodable(text)
        ? Optional.empty()
        : Optional.of(text.getBytes(UTF_8));
  }

  /** How many bytes {@link #encode} makes of the text, if it can. */
  public static int size(String text) {
    int length = text.length();
    int size = length;
    for (int i = 0; i < length; i++) {
      char next = text.charAt(i);
      if (next >= 0x80) {
        // Each half of a surrogate pair counts two.
        size += next >= 0x800 && !Character.isSurrogate(next) ? 2 : 1;
      }
    }
    return size;
  }

  private static boolean hasSurrogates(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEncodable(String text) {
    try {
      UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /**
   * Compares as the bytes of the two texts compare, unsigned: by code points, where {@link
   * String#compareTo} goes by UTF-16 and so puts surrogates before what lies above them.
   */
  public static int compare(String one, String other) {
    int length = Math.min(one.length(), other.length());
    for (int i = 0; i < length; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        boolean surrogate = Character.isSurrogate(a);
        return surrogate == Character.isSurrogate(b) ? Character.compare(a, b) : surrogate ? 1 : -1;
      }
    }
    return Integer.compare(one.length(), other.length());
  }
}
