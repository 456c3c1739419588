package org.helia.multiformats.internal.key;

import java.math.BigInteger;
import java.util.Arrays;
import org.helia.multiformats.MultiformatsException;

/**
 * Reads the part of ASN.1 DER that keys are made of, and nothing that is not DER: lengths are
 * definite and minimal, integers minimal and not negative, bit strings whole bytes.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-X.690">X.690</a>
 */
final class DerReader {
  private final byte[] bytes;
  private final int end;
  private int at;

  private DerReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  DerReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Enters an element of the given tag; this reader goes on behind it. */
  DerReader enter(int tag) {
    int start = at;
    int found = next();
    if (found != tag) {
      throw new MultiformatsException(
          String.format("Expected DER tag 0x%02x at byte %d, found 0x%02x", tag, start, found));
    }
    int length = length();
    if (length > end - at) {
      throw new MultiformatsException(
          String.format(
              "The DER element at byte %d announces %d bytes, found only %d",
              start, length, end - at));
    }
    DerReader content = new DerReader(bytes, at, at + length);
    at += length;
    return content;
  }

  private int length() {
    int first = next();
    if (first < 0x80) {
      return first;
    }
    int count = first & 0x7f;
    if (count == 0 || count > 3) {
      throw new MultiformatsException("A DER length has 1 to 3 bytes, found " + count);
    }
    int length = 0;
    for (int i = 0; i < count; i++) {
      length = (length << 8) | next();
    }
    if (length < 0x80 || length >>> (8 * (count - 1)) == 0) {
      throw new MultiformatsException("A DER length must be minimal, " + length + " is not");
    }
    return length;
  }

  private int next() {
    if (at == end) {
      throw new MultiformatsException("The DER ends at byte " + end + ", where more was to come");
    }
    return bytes[at++] & 0xff;
  }

  DerReader sequence() {
    return enter(Der.SEQUENCE);
  }

  /** Whether an element of the tag comes next. */
  boolean has(int tag) {
    return at < end && (bytes[at] & 0xff) == tag;
  }

  BigInteger integer() {
    byte[] value = enter(Der.INTEGER).rest();
    boolean padded = value.length > 1 && value[0] == 0 && value[1] >= 0;
    if (value.length == 0 || value[0] < 0 || padded) {
      throw new MultiformatsException("Expected a minimal DER integer that is not negative");
    }
    return new BigInteger(value);
  }

  byte[] octets() {
    return enter(Der.OCTET_STRING).rest();
  }

  byte[] bits() {
    DerReader content = enter(Der.BIT_STRING);
    if (content.next() != 0) {
      throw new MultiformatsException("Expected a DER bit string of whole bytes");
    }
    return content.rest();
  }

  /** Requires these very bytes next. */
  void expect(byte[] element, String name) {
    if (element.length > end - at
        || !Arrays.equals(bytes, at, at + element.length, element, 0, element.length)) {
      throw new MultiformatsException("Expected " + name + " at byte " + at + " of the DER");
    }
    at += element.length;
  }

  /** The next element with its tag and length. */
  byte[] element() {
    int start = at;
    if (at == end) {
      throw new MultiformatsException("The DER ends at byte " + end + ", where more was to come");
    }
    enter(bytes[at] & 0xff);
    return Arrays.copyOfRange(bytes, start, at);
  }

  /** Everything that is left. */
  byte[] rest() {
    byte[] rest = Arrays.copyOfRange(bytes, at, end);
    at = end;
    return rest;
  }

  /** Requires that nothing is left. */
  void end() {
    if (at < end) {
      throw new MultiformatsException("Found " + (end - at) + " more bytes behind the DER");
    }
  }
}
