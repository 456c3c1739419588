package org.helia.multiformats.internal.base;

import org.helia.multiformats.MultiformatsException;

/**
 * Encodings that write the bytes as one big number (base 10, 36 and 58), with a zero digit in front
 * for each leading zero byte.
 *
 * <p>Converting between radixes takes time that grows with the square of the length, therefore the
 * length is limited to {@value #MAX_BYTES} bytes.
 */
public final class RadixEncoding implements TextEncoding {
  /** The most bytes that are written to or read from one text. */
  public static final int MAX_BYTES = 8_192;

  private static final long WORD = 0xffff_ffffL;

  private final Alphabet alphabet;
  private final int radix;

  /** As many digits as are converted in one step: the radix to this power is below 2^31. */
  private final int digitsPerStep;

  private final int stepRadix;
  private final int maxDigits;
  private final double digitsPerByte;

  private RadixEncoding(Alphabet alphabet) {
    this.alphabet = alphabet;
    this.radix = alphabet.size();
    this.digitsPerStep = (int) (Math.log(Integer.MAX_VALUE) / Math.log(radix));
    this.stepRadix = power(digitsPerStep);
    this.digitsPerByte = Math.log(256) / Math.log(radix);
    this.maxDigits = maxDigits(MAX_BYTES);
  }

  /** Digits read exactly as they are written. */
  public static RadixEncoding caseSensitive(String name, String digits) {
    return new RadixEncoding(Alphabet.caseSensitive(name, digits));
  }

  /** Digits read in either letter case. */
  public static RadixEncoding caseInsensitive(String name, String digits) {
    return new RadixEncoding(Alphabet.caseInsensitive(name, digits));
  }

  private int power(int exponent) {
    int result = 1;
    for (int i = 0; i < exponent; i++) {
      result *= radix;
    }
    return result;
  }

  private int maxDigits(int bytes) {
    return (int) (bytes * digitsPerByte) + 1;
  }

  @Override
  public String encode(String prefix, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new MultiformatsException(
          String.format(
              "%s writes at most %d bytes, asked for %d",
              alphabet.name(), MAX_BYTES, bytes.length));
    }
    int zeros = leadingZeros(bytes);
    int[] steps = new int[maxDigits(bytes.length - zeros) / digitsPerStep + 1];
    int used = toSteps(bytes, zeros, steps);
    StringBuilder text = new StringBuilder(prefix.length() + zeros + used * digitsPerStep);
    text.append(prefix);
    text.append(String.valueOf((char) alphabet.digit(0)).repeat(zeros));
    appendDigits(steps, used, text);
    return text.toString();
  }

  private static int leadingZeros(byte[] bytes) {
    int zeros = 0;
    while (zeros < bytes.length && bytes[zeros] == 0) {
      zeros++;
    }
    return zeros;
  }

  /** Turns bytes into a number with radix {@link #stepRadix}, least significant step first. */
  private int toSteps(byte[] bytes, int from, int[] steps) {
    int used = 0;
    int at = from;
    while (at < bytes.length) {
      int count = Math.min(4, bytes.length - at);
      long carry = 0;
      for (int i = 0; i < count; i++) {
        carry = (carry << 8) | (bytes[at++] & 0xff);
      }
      int shift = 8 * count;
      for (int i = 0; i < used; i++) {
        carry += (steps[i] & WORD) << shift;
        steps[i] = (int) (carry % stepRadix);
        carry /= stepRadix;
      }
      while (carry > 0) {
        steps[used++] = (int) (carry % stepRadix);
        carry /= stepRadix;
      }
    }
    return used;
  }

  private void appendDigits(int[] steps, int used, StringBuilder text) {
    byte[] digits = new byte[digitsPerStep];
    for (int i = used - 1; i >= 0; i--) {
      int rest = steps[i];
      int first = digitsPerStep;
      boolean leading = i == used - 1;
      while (leading ? rest > 0 : first > 0) {
        digits[--first] = alphabet.digit(rest % radix);
        rest /= radix;
      }
      for (int j = first; j < digitsPerStep; j++) {
        text.append((char) digits[j]);
      }
    }
  }

  @Override
  public byte[] decode(String text, int from) {
    int length = text.length() - from;
    if (length > maxDigits) {
      throw new MultiformatsException(
          String.format(
              "%s text has at most %d characters, found %d", alphabet.name(), maxDigits, length));
    }
    int zeros = 0;
    while (zeros < length && alphabet.valueAt(text, from + zeros) == 0) {
      zeros++;
    }
    int[] words = new int[(int) ((length - zeros) / digitsPerByte / 4) + 2];
    int used = toWords(text, from + zeros, words);
    int size = 4 * used - (used == 0 ? 0 : Integer.numberOfLeadingZeros(words[used - 1]) / 8);
    if (zeros + size > MAX_BYTES) {
      throw new MultiformatsException(
          String.format(
              "%s text stands for at most %d bytes, found %d",
              alphabet.name(), MAX_BYTES, zeros + size));
    }
    return toBytes(words, size, zeros);
  }

  /** Turns digits into a number of 32-bit words, least significant word first. */
  private int toWords(String text, int from, int[] words) {
    int used = 0;
    int at = from;
    while (at < text.length()) {
      int count = Math.min(digitsPerStep, text.length() - at);
      long carry = 0;
      for (int i = 0; i < count; i++) {
        carry = carry * radix + alphabet.valueAt(text, at++);
      }
      long factor = power(count);
      for (int i = 0; i < used; i++) {
        carry += (words[i] & WORD) * factor;
        words[i] = (int) carry;
        carry >>>= 32;
      }
      if (carry > 0) {
        words[used++] = (int) carry;
      }
    }
    return used;
  }

  private static byte[] toBytes(int[] words, int size, int zeros) {
    byte[] bytes = new byte[zeros + size];
    for (int i = 0; i < size; i++) {
      bytes[bytes.length - 1 - i] = (byte) (words[i / 4] >>> (8 * (i % 4)));
    }
    return bytes;
  }
}
