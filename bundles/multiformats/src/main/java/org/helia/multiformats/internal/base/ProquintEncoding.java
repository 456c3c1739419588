package org.helia.multiformats.internal.base;

import org.helia.multiformats.MultiformatsException;

/**
 * Proquints: 16 bits as a pronounceable word of consonant, vowel, consonant, vowel, consonant, the
 * words joined by hyphens. There is no way to write an odd number of bytes.
 *
 * @see <a href="https://arxiv.org/html/0901.4016">A proposal for proquints</a>
 */
public final class ProquintEncoding implements TextEncoding {
  private static final Alphabet CONSONANTS =
      Alphabet.caseSensitive("proquint (consonant)", "bdfghjklmnprstvz");
  private static final Alphabet VOWELS = Alphabet.caseSensitive("proquint (vowel)", "aiou");
  private static final int WORD_LENGTH = 5;
  private static final char SEPARATOR = '-';

  @Override
  public String encode(String prefix, byte[] bytes) {
    if (bytes.length % 2 != 0) {
      throw new MultiformatsException(
          "proquint writes an even number of bytes, asked for " + bytes.length);
    }
    StringBuilder text = new StringBuilder(prefix.length() + bytes.length * 3);
    text.append(prefix);
    for (int i = 0; i < bytes.length; i += 2) {
      if (i > 0) {
        text.append(SEPARATOR);
      }
      appendWord(((bytes[i] & 0xff) << 8) | (bytes[i + 1] & 0xff), text);
    }
    return text.toString();
  }

  private static void appendWord(int bits, StringBuilder text) {
    text.append((char) CONSONANTS.digit(bits >>> 12));
    text.append((char) VOWELS.digit((bits >>> 10) & 0x3));
    text.append((char) CONSONANTS.digit((bits >>> 6) & 0xf));
    text.append((char) VOWELS.digit((bits >>> 4) & 0x3));
    text.append((char) CONSONANTS.digit(bits & 0xf));
  }

  @Override
  public byte[] decode(String text, int from) {
    int length = text.length() - from;
    if (length > 0 && length % (WORD_LENGTH + 1) != WORD_LENGTH) {
      throw new MultiformatsException(
          "proquint text is words of 5 letters joined by hyphens, found " + length + " characters");
    }
    byte[] bytes = new byte[(length + 1) / (WORD_LENGTH + 1) * 2];
    for (int word = 0; word < bytes.length / 2; word++) {
      int at = from + word * (WORD_LENGTH + 1);
      if (word > 0 && text.charAt(at - 1) != SEPARATOR) {
        throw TextEncoding.badCharacter("proquint (hyphen)", text, at - 1);
      }
      int bits = word(text, at);
      bytes[2 * word] = (byte) (bits >>> 8);
      bytes[2 * word + 1] = (byte) bits;
    }
    return bytes;
  }

  private static int word(String text, int at) {
    return (CONSONANTS.valueAt(text, at) << 12)
        | (VOWELS.valueAt(text, at + 1) << 10)
        | (CONSONANTS.valueAt(text, at + 2) << 6)
        | (VOWELS.valueAt(text, at + 3) << 4)
        | CONSONANTS.valueAt(text, at + 4);
  }
}
