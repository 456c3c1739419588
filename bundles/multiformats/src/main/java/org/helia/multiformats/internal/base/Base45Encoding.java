package org.helia.multiformats.internal.base;

import org.helia.multiformats.MultiformatsException;

/**
 * Base45: two bytes as three digits, an odd last byte as two, least significant digit first.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9285">RFC 9285</a>
 */
public final class Base45Encoding implements TextEncoding {
  private static final int RADIX = 45;
  private static final Alphabet ALPHABET =
      Alphabet.caseSensitive("base45", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:");

  @Override
  public String encode(String prefix, byte[] bytes) {
    StringBuilder text = new StringBuilder(prefix.length() + (bytes.length + 1) / 2 * 3);
    text.append(prefix);
    int whole = bytes.length & ~1;
    for (int i = 0; i < whole; i += 2) {
      appendDigits(((bytes[i] & 0xff) << 8) | (bytes[i + 1] & 0xff), 3, text);
    }
    if (whole < bytes.length) {
      appendDigits(bytes[whole] & 0xff, 2, text);
    }
    return text.toString();
  }

  private static void appendDigits(int value, int count, StringBuilder text) {
    int rest = value;
    for (int i = 0; i < count; i++) {
      text.append((char) ALPHABET.digit(rest % RADIX));
      rest /= RADIX;
    }
  }

  @Override
  public byte[] decode(String text, int from) {
    int length = text.length() - from;
    int odd = length % 3;
    if (odd == 1) {
      throw new MultiformatsException(
          "base45 text ends in a digit too many, at index " + (text.length() - 1));
    }
    byte[] bytes = new byte[length / 3 * 2 + odd / 2];
    int at = 0;
    for (int i = from; i + 3 <= text.length(); i += 3) {
      int value = group(text, i, 3, 0xffff);
      bytes[at++] = (byte) (value >>> 8);
      bytes[at++] = (byte) value;
    }
    if (odd == 2) {
      bytes[at] = (byte) group(text, text.length() - 2, 2, 0xff);
    }
    return bytes;
  }

  private static int group(String text, int from, int count, int max) {
    int value = 0;
    for (int i = from + count - 1; i >= from; i--) {
      value = value * RADIX + ALPHABET.valueAt(text, i);
    }
    if (value > max) {
      throw new MultiformatsException(
          String.format(
              "The base45 group %s at index %d stands for %d, more than %d",
              text.substring(from, from + count), from, value, max));
    }
    return value;
  }
}
