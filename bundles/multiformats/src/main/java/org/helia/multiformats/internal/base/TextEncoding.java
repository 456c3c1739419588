package org.helia.multiformats.internal.base;

import org.helia.multiformats.MultiformatsException;

/** A way of writing bytes as text and reading them back, without a multibase prefix. */
public interface TextEncoding {
  /**
   * Writes bytes as text.
   *
   * @param prefix what to put in front; here so that prefix and digits are assembled only once
   * @param bytes what to write
   * @return the prefix and the digits
   */
  String encode(String prefix, byte[] bytes);

  /**
   * Reads text back.
   *
   * @param text the text
   * @param from the index of the first digit
   * @return the bytes
   * @throws MultiformatsException if the text is not what {@link #encode} would have written, save
   *     for letter case where the encoding disregards that
   */
  byte[] decode(String text, int from);

  /** The error for a character that is no digit of this encoding. */
  static MultiformatsException badCharacter(String encoding, String text, int index) {
    int found = text.codePointAt(index);
    String shown =
        Character.isISOControl(found) ? "a control character" : Character.toString(found);
    return new MultiformatsException(
        String.format(
            "%s has no character %s (U+%04X), found at index %d of the text",
            encoding, shown, found, index));
  }
}
