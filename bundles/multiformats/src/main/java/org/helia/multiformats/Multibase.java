package org.helia.multiformats;

import java.util.Locale;
import java.util.Optional;
import org.helia.multiformats.internal.base.Base45Encoding;
import org.helia.multiformats.internal.base.BitEncoding;
import org.helia.multiformats.internal.base.EmojiEncoding;
import org.helia.multiformats.internal.base.ProquintEncoding;
import org.helia.multiformats.internal.base.RadixEncoding;
import org.helia.multiformats.internal.base.TextEncoding;

/**
 * The ways of writing bytes as text, each with the prefix character that names it: the whole
 * multibase registry.
 *
 * <p>Decoding is strict: a character outside the alphabet, wrong padding, a digit too many or bits
 * set beyond the last byte are refused. Where the registry calls a base case-insensitive (16, 32
 * but for z-base-32, 36) both letter cases are read. Bases whose digits do not stand for whole bits
 * (10, 36, 58) take at most {@value #MAX_RADIX_BYTES} bytes, because their cost grows with the
 * square of the length; the others are linear and set no limit.
 *
 * @see <a href="https://github.com/multiformats/multibase">multibase specification and registry</a>
 */
@SuppressWarnings("ImmutableEnumChecker") // The encodings have no state that changes.
public enum Multibase {
  /** Binary, {@code 0} and {@code 1}. */
  BASE2("0", BitEncoding.caseSensitive("base2", "01")),
  /** Octal. */
  BASE8("7", BitEncoding.caseSensitive("base8", "01234567")),
  /** Decimal. */
  BASE10("9", RadixEncoding.caseSensitive("base10", Digits.DECIMAL)),
  /** Hexadecimal, lower case. */
  BASE16("f", BitEncoding.caseInsensitive("base16", Digits.HEX)),
  /** Hexadecimal, upper case. */
  BASE16UPPER("F", BitEncoding.caseInsensitive("base16upper", Digits.upper(Digits.HEX))),
  /** RFC 4648 base32 with the extended hex alphabet, lower case, no padding. */
  BASE32HEX("v", BitEncoding.caseInsensitive("base32hex", Digits.BASE32HEX)),
  /** RFC 4648 base32 with the extended hex alphabet, upper case, no padding. */
  BASE32HEXUPPER(
      "V", BitEncoding.caseInsensitive("base32hexupper", Digits.upper(Digits.BASE32HEX))),
  /** RFC 4648 base32 with the extended hex alphabet, lower case, padded. */
  BASE32HEXPAD("t", BitEncoding.caseInsensitivePadded("base32hexpad", Digits.BASE32HEX)),
  /** RFC 4648 base32 with the extended hex alphabet, upper case, padded. */
  BASE32HEXPADUPPER(
      "T", BitEncoding.caseInsensitivePadded("base32hexpadupper", Digits.upper(Digits.BASE32HEX))),
  /** RFC 4648 base32, lower case, no padding: how CIDv1 is written. */
  BASE32("b", BitEncoding.caseInsensitive("base32", Digits.BASE32)),
  /** RFC 4648 base32, upper case, no padding: how flatfs names its files. */
  BASE32UPPER("B", BitEncoding.caseInsensitive("base32upper", Digits.upper(Digits.BASE32))),
  /** RFC 4648 base32, lower case, padded. */
  BASE32PAD("c", BitEncoding.caseInsensitivePadded("base32pad", Digits.BASE32)),
  /** RFC 4648 base32, upper case, padded. */
  BASE32PADUPPER(
      "C", BitEncoding.caseInsensitivePadded("base32padupper", Digits.upper(Digits.BASE32))),
  /** z-base-32, made for people to read out. */
  BASE32Z("h", BitEncoding.caseSensitive("base32z", "ybndrfg8ejkmcpqxot1uwisza345h769")),
  /** Base 36, lower case: how IPNS names are written. */
  BASE36("k", RadixEncoding.caseInsensitive("base36", Digits.BASE36)),
  /** Base 36, upper case. */
  BASE36UPPER("K", RadixEncoding.caseInsensitive("base36upper", Digits.upper(Digits.BASE36))),
  /** RFC 9285 base45. */
  BASE45("R", new Base45Encoding()),
  /** Base 58 with the alphabet of Bitcoin: how CIDv0 and peer ids are written. */
  BASE58BTC(
      "z",
      RadixEncoding.caseSensitive(
          "base58btc", "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")),
  /** Base 58 with the alphabet of Flickr. */
  BASE58FLICKR(
      "Z",
      RadixEncoding.caseSensitive(
          "base58flickr", "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ")),
  /** RFC 4648 base64, no padding. */
  BASE64("m", BitEncoding.caseSensitive("base64", Digits.BASE62 + "+/")),
  /** RFC 4648 base64, padded. */
  BASE64PAD("M", BitEncoding.caseSensitivePadded("base64pad", Digits.BASE62 + "+/")),
  /** RFC 4648 base64url, no padding. */
  BASE64URL("u", BitEncoding.caseSensitive("base64url", Digits.BASE62 + "-_")),
  /** RFC 4648 base64url, padded. */
  BASE64URLPAD("U", BitEncoding.caseSensitivePadded("base64urlpad", Digits.BASE62 + "-_")),
  /**
   * Pronounceable words. The registered prefix is {@code p}; the specification adds {@code ro-} to
   * it. Only an even number of bytes can be written.
   */
  PROQUINT("pro-", new ProquintEncoding()),
  /** An emoji for each byte. */
  BASE256EMOJI("\uD83D\uDE80", new EmojiEncoding());

  /** The most bytes that bases 10, 36 and 58 write or read. */
  public static final int MAX_RADIX_BYTES = RadixEncoding.MAX_BYTES;

  private static final Multibase[] BY_ASCII_PREFIX = byAsciiPrefix();

  private final String prefixText;
  private final String registeredName;
  private final TextEncoding encoding;

  Multibase(String prefixText, TextEncoding encoding) {
    this.prefixText = prefixText;
    this.registeredName = name().toLowerCase(Locale.ROOT);
    this.encoding = encoding;
  }

  private static Multibase[] byAsciiPrefix() {
    Multibase[] table = new Multibase[128];
    for (Multibase base : values()) {
      if (base.prefix() < table.length) {
        table[base.prefix()] = base;
      }
    }
    return table;
  }

  /**
   * The code point that names this base in front of the text.
   *
   * @return a Unicode code point; for all but base256emoji it is ASCII
   */
  public int prefix() {
    return prefixText.codePointAt(0);
  }

  /**
   * The name in the registry, such as {@code base58btc}.
   *
   * @return the name in lower case
   */
  public String registeredName() {
    return registeredName;
  }

  /**
   * The base with the registered name.
   *
   * @param registeredName such as {@code base32}
   * @return the base, or empty when the registry has no such name
   */
  public static Optional<Multibase> byName(String registeredName) {
    for (Multibase base : values()) {
      if (base.registeredName.equals(registeredName)) {
        return Optional.of(base);
      }
    }
    return Optional.empty();
  }

  /**
   * The base that the text's prefix names. The rest of the text is not looked at.
   *
   * @param text multibase text
   * @return the base
   * @throws MultiformatsException if the text is empty or begins with no registered prefix
   */
  public static Multibase of(String text) {
    if (text.isEmpty()) {
      throw new MultiformatsException("Multibase text begins with a prefix, but this is empty");
    }
    int prefix = text.codePointAt(0);
    if (prefix == BASE256EMOJI.prefix()) {
      return BASE256EMOJI;
    }
    Multibase base = prefix < BY_ASCII_PREFIX.length ? BY_ASCII_PREFIX[prefix] : null;
    if (base == null) {
      throw TextEncoding.badCharacter("The table of multibase prefixes", text, 0);
    }
    return base;
  }

  /**
   * Reads text whose prefix names its base.
   *
   * @param text multibase text
   * @return the bytes, a new array
   * @throws MultiformatsException if the prefix is unknown or the rest is not strictly of that base
   */
  public static byte[] decode(String text) {
    Multibase base = of(text);
    if (!text.startsWith(base.prefixText)) {
      throw new MultiformatsException(
          base.registeredName + " text begins with " + base.prefixText + ", which this does not");
    }
    return base.encoding.decode(text, base.prefixText.length());
  }

  /**
   * Writes bytes as text with the prefix.
   *
   * @param bytes what to write; it is not kept
   * @return the prefix and the digits
   * @throws MultiformatsException if there are more than {@value #MAX_RADIX_BYTES} bytes for base
   *     10, 36 or 58, or an odd number of them for proquint
   */
  public String encode(byte[] bytes) {
    return encoding.encode(prefixText, bytes);
  }

  /**
   * Writes bytes as text without the prefix.
   *
   * @param bytes what to write; it is not kept
   * @return the digits
   * @throws MultiformatsException as for {@link #encode}
   */
  public String encodeRaw(byte[] bytes) {
    return encoding.encode("", bytes);
  }

  /**
   * Reads text of this base that has no prefix.
   *
   * @param text the digits
   * @return the bytes, a new array
   * @throws MultiformatsException if the text is not strictly of this base
   */
  public byte[] decodeRaw(String text) {
    return encoding.decode(text, 0);
  }

  /** Alphabets that several bases share. */
  private static final class Digits {
    static final String DECIMAL = "0123456789";
    static final String HEX = DECIMAL + "abcdef";
    static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    static final String BASE32 = LETTERS + "234567";
    static final String BASE32HEX = DECIMAL + "abcdefghijklmnopqrstuv";
    static final String BASE36 = DECIMAL + LETTERS;
    static final String BASE62 = upper(LETTERS) + LETTERS + DECIMAL;

    static String upper(String digits) {
      return digits.toUpperCase(Locale.ROOT);
    }
  }
}
