package org.helia.multiformats.internal.base;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.helia.multiformats.MultiformatsException;

/**
 * Encodings whose digits stand for a whole number of bits, most significant first: base 2, 8, 16,
 * 32 and 64, with or without padding.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4648">RFC 4648</a>
 */
public final class BitEncoding implements TextEncoding {
  private static final char PAD = '=';

  private final Alphabet alphabet;
  private final int bitsPerDigit;

  /** Padded text is a multiple of this many characters; 1 when there is no padding. */
  private final int groupLength;

  private BitEncoding(Alphabet alphabet, boolean padded) {
    this.alphabet = alphabet;
    this.bitsPerDigit = Integer.numberOfTrailingZeros(alphabet.size());
    this.groupLength = padded ? leastCommonMultipleWith8(bitsPerDigit) / bitsPerDigit : 1;
  }

  private static int leastCommonMultipleWith8(int bits) {
    return 8 * bits / Math.min(8, Integer.lowestOneBit(bits));
  }

  /** Digits read exactly as they are written, no padding. */
  public static BitEncoding caseSensitive(String name, String digits) {
    return new BitEncoding(Alphabet.caseSensitive(name, digits), false);
  }

  /** Digits read exactly as they are written, padded with {@code =}. */
  public static BitEncoding caseSensitivePadded(String name, String digits) {
    return new BitEncoding(Alphabet.caseSensitive(name, digits), true);
  }

  /** Digits read in either letter case, no padding. */
  public static BitEncoding caseInsensitive(String name, String digits) {
    return new BitEncoding(Alphabet.caseInsensitive(name, digits), false);
  }

  /** Digits read in either letter case, padded with {@code =}. */
  public static BitEncoding caseInsensitivePadded(String name, String digits) {
    return new BitEncoding(Alphabet.caseInsensitive(name, digits), true);
  }

  @Override
  public String encode(String prefix, byte[] bytes) {
    long digits = (bytes.length * 8L + bitsPerDigit - 1) / bitsPerDigit;
    long padded = (digits + groupLength - 1) / groupLength * groupLength;
    byte[] text = new byte[Math.toIntExact(prefix.length() + padded)];
    int end = writeDigits(bytes, text, writePrefix(prefix, text));
    Arrays.fill(text, end, text.length, (byte) PAD);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static int writePrefix(String prefix, byte[] text) {
    for (int i = 0; i < prefix.length(); i++) {
      text[i] = (byte) prefix.charAt(i);
    }
    return prefix.length();
  }

  private int writeDigits(byte[] bytes, byte[] text, int offset) {
    int mask = (1 << bitsPerDigit) - 1;
    int at = offset;
    int buffer = 0;
    int bits = 0;
    for (byte next : bytes) {
      buffer = (buffer << 8) | (next & 0xff);
      bits += 8;
      while (bits >= bitsPerDigit) {
        bits -= bitsPerDigit;
        text[at++] = alphabet.digit((buffer >>> bits) & mask);
      }
    }
    if (bits > 0) {
      text[at++] = alphabet.digit((buffer << (bitsPerDigit - bits)) & mask);
    }
    return at;
  }

  @Override
  public byte[] decode(String text, int from) {
    int end = groupLength == 1 ? text.length() : endOfDigits(text, from);
    long allBits = (long) (end - from) * bitsPerDigit;
    byte[] bytes = new byte[(int) (allBits / 8)];
    int at = 0;
    int buffer = 0;
    int bits = 0;
    for (int i = from; i < end; i++) {
      buffer = (buffer << bitsPerDigit) | alphabet.valueAt(text, i);
      bits += bitsPerDigit;
      if (bits >= 8) {
        bits -= 8;
        bytes[at++] = (byte) (buffer >>> bits);
      }
    }
    requireNothingLeft(text, end, bits, buffer & ((1 << bits) - 1));
    if (groupLength > 1) {
      requirePadding(text, from, end);
    }
    return bytes;
  }

  private static int endOfDigits(String text, int from) {
    int end = text.length();
    while (end > from && text.charAt(end - 1) == PAD) {
      end--;
    }
    return end;
  }

  /** Whoever reads the text and writes it again must get the same text: no spare digits or bits. */
  private void requireNothingLeft(String text, int end, int bits, int rest) {
    if (bits >= bitsPerDigit) {
      throw new MultiformatsException(
          alphabet.name() + " text ends in a digit too many, at index " + (end - 1));
    }
    if (rest != 0) {
      throw new MultiformatsException(
          String.format(
              "The last digit of %s text, %c at index %d, has bits set beyond the last byte",
              alphabet.name(), text.charAt(end - 1), end - 1));
    }
  }

  private void requirePadding(String text, int from, int end) {
    int expected = Math.floorMod(from - end, groupLength);
    int found = text.length() - end;
    if (found != expected) {
      throw new MultiformatsException(
          String.format(
              "%s text needs %d padding characters at index %d, found %d",
              alphabet.name(), expected, end, found));
    }
  }
}
