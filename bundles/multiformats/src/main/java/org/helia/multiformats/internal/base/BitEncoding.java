package org.helia.multiformats.internal.base;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

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

  /** Some JVMs cannot make longer arrays. */
  private static final int MAX_TEXT_LENGTH = Integer.MAX_VALUE - 8;

  private final Alphabet alphabet;
  private final boolean padded;
  private final boolean spareBitsCount;
  private final int bitsPerDigit;

  /** The fewest bytes that are a whole number of digits; at most 5, so that they fit in a long. */
  private final int bytesPerGroup;

  private final int digitsPerGroup;

  private BitEncoding(Alphabet alphabet, boolean padded) {
    this(alphabet, padded, true);
  }

  private BitEncoding(Alphabet alphabet, boolean padded, boolean spareBitsCount) {
    this.alphabet = alphabet;
    this.padded = padded;
    this.spareBitsCount = spareBitsCount;
    this.bitsPerDigit = Integer.numberOfTrailingZeros(alphabet.size());
    this.bytesPerGroup = bitsPerDigit / Math.min(8, Integer.lowestOneBit(bitsPerDigit));
    this.digitsPerGroup = 8 * bytesPerGroup / bitsPerDigit;
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

  /**
   * The same, which reads over bits behind the last byte: the text need not come back as it was.
   */
  public BitEncoding ignoringSpareBits() {
    return new BitEncoding(alphabet, padded, false);
  }

  @Override
  public String encode(String prefix, byte[] bytes) {
    long digits = (bytes.length * 8L + bitsPerDigit - 1) / bitsPerDigit;
    long pads = padded ? Math.floorMod(-digits, digitsPerGroup) : 0;
    long length = prefix.length() + digits + pads;
    if (length > MAX_TEXT_LENGTH) {
      throw new MultiformatsException(
          String.format(
              "%d bytes make more %s text than a string can hold", bytes.length, alphabet.name()));
    }
    byte[] text = new byte[(int) length];
    int end = writeDigits(bytes, text, writePrefix(prefix, text));
    Arrays.fill(text, end, text.length, (byte) PAD);
    return new String(text, ISO_8859_1);
  }

  private static int writePrefix(String prefix, byte[] text) {
    for (int i = 0; i < prefix.length(); i++) {
      text[i] = (byte) prefix.charAt(i);
    }
    return prefix.length();
  }

  private int writeDigits(byte[] bytes, byte[] text, int offset) {
    int mask = alphabet.size() - 1;
    int at = offset;
    for (int i = 0; i < bytes.length; i += bytesPerGroup) {
      int end = Math.min(i + bytesPerGroup, bytes.length);
      long group = 0;
      for (int j = i; j < end; j++) {
        group = (group << 8) | (bytes[j] & 0xff);
      }
      int bits = 8 * (end - i);
      while (bits >= bitsPerDigit) {
        bits -= bitsPerDigit;
        text[at++] = alphabet.digit((int) (group >>> bits) & mask);
      }
      if (bits > 0) {
        text[at++] = alphabet.digit((int) (group << (bitsPerDigit - bits)) & mask);
      }
    }
    return at;
  }

  @Override
  public byte[] decode(String text, int from) {
    int end = padded ? endOfDigits(text, from) : text.length();
    // What is not in this character set becomes '?', which is no digit anywhere.
    byte[] digits = text.getBytes(ISO_8859_1);
    byte[] bytes = new byte[(int) ((long) (end - from) * bitsPerDigit / 8)];
    int at = 0;
    for (int i = from; i < end; i += digitsPerGroup) {
      int groupEnd = Math.min(i + digitsPerGroup, end);
      long group = readGroup(digits, i, groupEnd, text);
      int bits = bitsPerDigit * (groupEnd - i);
      while (bits >= 8) {
        bits -= 8;
        bytes[at++] = (byte) (group >>> bits);
      }
      if (bits > 0) {
        requireNothingLeft(text, end, bits, (int) group & ((1 << bits) - 1));
      }
    }
    if (padded) {
      requirePadding(text, from, end);
    }
    return bytes;
  }

  private long readGroup(byte[] digits, int from, int to, String text) {
    long group = 0;
    for (int i = from; i < to; i++) {
      int value = alphabet.value(digits[i]);
      if (value == Alphabet.NONE) {
        throw TextEncoding.badCharacter(alphabet.name(), text, i);
      }
      group = (group << bitsPerDigit) | value;
    }
    return group;
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
    if (rest != 0 && spareBitsCount) {
      throw new MultiformatsException(
          String.format(
              "The last digit of %s text, %c at index %d, has bits set beyond the last byte",
              alphabet.name(), text.charAt(end - 1), end - 1));
    }
  }

  private void requirePadding(String text, int from, int end) {
    int expected = Math.floorMod(from - end, digitsPerGroup);
    int found = text.length() - end;
    if (found != expected) {
      throw new MultiformatsException(
          String.format(
              "%s text needs %d padding characters at index %d, found %d",
              alphabet.name(), expected, end, found));
    }
  }
}
