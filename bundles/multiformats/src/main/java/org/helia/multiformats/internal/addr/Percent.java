package org.helia.multiformats.internal.addr;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.internal.Quoted;

/**
 * Percent-encoding of one path segment. Written escaped are all but ASCII letters, digits and
 * {@code -_.!~*'()}, as JavaScript's encodeURIComponent does; read is any segment of RFC 3986.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-2.1">RFC 3986, section 2.1</a>
 */
final class Percent {
  private static final String PLAIN = "-_.!~*'()";
  private static final String HEX = "0123456789ABCDEF";

  private Percent() {}

  static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 8);
    for (byte next : text.getBytes(UTF_8)) {
      if (isPlain(next)) {
        encoded.append((char) next);
      } else {
        encoded.append('%').append(HEX.charAt((next >> 4) & 0xf)).append(HEX.charAt(next & 0xf));
      }
    }
    return encoded.toString();
  }

  private static boolean isPlain(byte next) {
    return (next >= 'a' && next <= 'z')
        || (next >= 'A' && next <= 'Z')
        || (next >= '0' && next <= '9')
        || PLAIN.indexOf(next) >= 0;
  }

  static String decode(String text) {
    byte[] bytes = Utf8.encode(text);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%') {
        decoded.write((hexAt(bytes, i + 1, text) << 4) | hexAt(bytes, i + 2, text));
        i += 2;
      } else {
        decoded.write(bytes[i]);
      }
    }
    return Utf8.decode(decoded.toByteArray());
  }

  private static int hexAt(byte[] bytes, int index, String text) {
    int value = index < bytes.length ? Character.digit(bytes[index], 16) : -1;
    if (value < 0) {
      throw new MultiformatsException(
          "Expected two hexadecimal digits after % in " + Quoted.of(text));
    }
    return value;
  }
}
