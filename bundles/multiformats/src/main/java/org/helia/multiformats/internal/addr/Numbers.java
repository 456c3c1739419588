package org.helia.multiformats.internal.addr;

import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.internal.Quoted;

/** Decimal numbers, digits only. */
final class Numbers {
  private static final int MAX_DIGITS = 20;

  private Numbers() {}

  /** A number from 0 to a maximum below 2^63. */
  static int parse(String text, int max) {
    requireDigits(text);
    long value = text.length() > MAX_DIGITS - 2 ? Long.MAX_VALUE : Long.parseLong(text);
    if (value > max) {
      throw new MultiformatsException(
          "Expected a number from 0 to " + max + ", found " + Quoted.of(text));
    }
    return (int) value;
  }

  /** A number from 0 to 2^64-1, as the bits of a long. */
  static long parseUnsigned(String text) {
    requireDigits(text);
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw new MultiformatsException(
          "Expected a number from 0 to 2^64-1, found " + Quoted.of(text), e);
    }
  }

  private static void requireDigits(String text) {
    boolean digits = !text.isEmpty() && text.length() <= MAX_DIGITS;
    for (int i = 0; i < text.length() && digits; i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    if (!digits) {
      throw new MultiformatsException("Expected a decimal number, found " + Quoted.of(text));
    }
  }
}
