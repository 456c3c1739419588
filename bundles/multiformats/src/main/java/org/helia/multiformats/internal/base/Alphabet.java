package org.helia.multiformats.internal.base;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** The ASCII digits of an encoding, with the way back from a character to its value. */
final class Alphabet {
  static final int NONE = -1;

  private final String name;
  private final byte[] digits;
  private final byte[] values = new byte[256];

  private Alphabet(String name, String digits) {
    this.name = name;
    this.digits = digits.getBytes(StandardCharsets.US_ASCII);
    Arrays.fill(values, (byte) NONE);
    addValues(digits);
  }

  /** Digits that are read exactly as they are written. */
  static Alphabet caseSensitive(String name, String digits) {
    return new Alphabet(name, digits);
  }

  /** Digits that are written as given and read in either letter case. */
  static Alphabet caseInsensitive(String name, String digits) {
    Alphabet alphabet = new Alphabet(name, digits);
    alphabet.addValues(digits.toLowerCase(Locale.ROOT));
    alphabet.addValues(digits.toUpperCase(Locale.ROOT));
    return alphabet;
  }

  private void addValues(String spelling) {
    for (int i = 0; i < spelling.length(); i++) {
      values[spelling.charAt(i)] = (byte) i;
    }
  }

  String name() {
    return name;
  }

  int size() {
    return digits.length;
  }

  byte digit(int value) {
    return digits[value];
  }

  /** The value of a character of ISO 8859-1, or {@link #NONE}. */
  int value(byte character) {
    return values[character & 0xff];
  }

  /** The value of the character at the index; throws when it is no digit. */
  int valueAt(String text, int index) {
    char found = text.charAt(index);
    int value = found < values.length ? values[found] : NONE;
    if (value == NONE) {
      throw TextEncoding.badCharacter(name, text, index);
    }
    return value;
  }
}
