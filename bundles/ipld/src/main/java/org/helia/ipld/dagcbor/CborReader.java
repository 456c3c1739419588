package org.helia.ipld.dagcbor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.helia.api.codec.MalformedBlockException;
import org.helia.ipld.internal.Utf8;
import org.helia.multiformats.Cid;
import org.helia.multiformats.MultiformatsException;

/**
 * Reads CBOR data items one head at a time and refuses every form that DAG-CBOR does not have. A
 * head is a major type and an argument; {@link #next} reads it, then the accessors tell what it
 * was.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8949#section-3">RFC 8949, data items</a>
 */
final class CborReader {
  static final int UNSIGNED = 0;
  static final int NEGATIVE = 1;
  static final int BYTES = 2;
  static final int TEXT = 3;
  static final int LIST = 4;
  static final int MAP = 5;
  static final int TAG = 6;
  static final int SIMPLE = 7;

  static final int FALSE = 20;
  static final int TRUE = 21;
  static final int NULL = 22;
  static final int UNDEFINED = 23;
  static final int FLOAT_64 = 27;
  static final int LINK_TAG = 42;

  /** Up to here the argument stands in the head's first byte. */
  static final int MAX_INLINE = 23;

  private static final int INDEFINITE = 31;
  private static final long NEGATIVE_ZERO = Long.MIN_VALUE;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private int at;
  private int items;

  private int start;
  private int info;
  private long argument;

  CborReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Reads the next head and returns its major type. */
  int next() {
    if (++items > DagCbor.MAX_ITEMS) {
      throw malformed(at, "more than " + DagCbor.MAX_ITEMS + " values");
    }
    return head();
  }

  private int head() {
    start = at;
    need(1);
    int first = bytes[at++] & 0xff;
    info = first & 0x1f;
    int major = first >>> 5;
    argument = info <= MAX_INLINE ? info : longArgument(major);
    return major;
  }

  private long longArgument(int major) {
    switch (info) {
      case 24:
        need(1);
        return minimal(major, bytes[at++] & 0xff, MAX_INLINE);
      case 25:
        need(2);
        at += 2;
        return minimal(major, (short) SHORT.get(bytes, at - 2) & 0xffff, 0xff);
      case 26:
        need(4);
        at += 4;
        return minimal(major, (int) INT.get(bytes, at - 4) & 0xffff_ffffL, 0xffff);
      case FLOAT_64:
        need(8);
        at += 8;
        return minimal(major, (long) LONG.get(bytes, at - 8), 0xffff_ffffL);
      case INDEFINITE:
        throw malformed(start, "an indefinite length");
      default:
        throw malformed(start, "the reserved additional information " + info);
    }
  }

  /** For major type 7 the argument's length tells what it is, so nothing is too long there. */
  private long minimal(int major, long value, long tooSmall) {
    if (major != SIMPLE && Long.compareUnsigned(value, tooSmall) <= 0) {
      throw malformed(
          start, "the number " + Long.toUnsignedString(value) + " is not in its shortest form");
    }
    return value;
  }

  /** The argument of the last head, unsigned. */
  long argument() {
    return argument;
  }

  /** The additional information of the last head, which tells simple values and floats apart. */
  int info() {
    return info;
  }

  /** Where the last head began. */
  int start() {
    return start;
  }

  /**
   * Passes over the content of bytes or text and returns where it began; it ends where we are then.
   */
  int content() {
    if (Long.compareUnsigned(argument, bytes.length - at) > 0) {
      throw malformed(
          start,
          "a length of %s bytes where %d are left"
              .formatted(Long.toUnsignedString(argument), bytes.length - at));
    }
    int from = at;
    at += (int) argument;
    return from;
  }

  /** The content of bytes. */
  byte[] copyContent() {
    int from = content();
    return Arrays.copyOfRange(bytes, from, at);
  }

  /** The content of text. */
  String text() {
    int from = content();
    return Utf8.decode(bytes, from, at).orElseThrow(() -> malformed(from, "text is not UTF-8"));
  }

  /** Passes over the content of text and returns where it began. */
  int skipText() {
    int from = content();
    if (!Utf8.isValid(bytes, from, at)) {
      throw malformed(from, "text is not UTF-8");
    }
    return from;
  }

  /** How many values a list holds, or pairs a map; there are bytes enough for so many. */
  int count(int depth, int bytesEach) {
    if (depth >= DagCbor.MAX_DEPTH) {
      throw malformed(start, "lists and maps deeper than " + DagCbor.MAX_DEPTH + " levels");
    }
    if (Long.compareUnsigned(argument, (bytes.length - at) / bytesEach) > 0) {
      throw malformed(
          start,
          "%s entries announced where %d bytes are left"
              .formatted(Long.toUnsignedString(argument), bytes.length - at));
    }
    return (int) argument;
  }

  /** Reads the head of a map's key, which must be text. */
  void key() {
    if (head() != TEXT) {
      throw malformed(start, "a map key that is not text");
    }
  }

  /** Checks that a key comes behind another one, where both are given by begin and length. */
  void requireAscending(int before, int beforeLength, int from, int length) {
    int order =
        beforeLength != length
            ? Integer.compare(beforeLength, length)
            : Arrays.compareUnsigned(bytes, before, before + length, bytes, from, from + length);
    if (order >= 0) {
      throw malformed(
          from, order == 0 ? "a map key twice" : "map keys are not sorted, the shorter first");
    }
  }

  /**
   * The CID in the content of a tag: bytes, of which the first is 0, the prefix of binary
   * multibase.
   *
   * @see <a href="https://ipld.io/specs/codecs/dag-cbor/spec/#links">DAG-CBOR, links</a>
   */
  Cid link() {
    if (argument != LINK_TAG) {
      throw malformed(
          start, "the tag " + Long.toUnsignedString(argument) + ", where only 42 may be");
    }
    int tagAt = start;
    if (head() != BYTES) {
      throw malformed(start, "a link that is not bytes");
    }
    int from = content();
    if (from == at || bytes[from] != 0) {
      throw malformed(tagAt, "a link whose CID has no 0x00 before it");
    }
    return cid(tagAt, from + 1);
  }

  private Cid cid(int tagAt, int from) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, from, at - from);
      Cid cid = Cid.read(buffer);
      if (buffer.hasRemaining()) {
        throw malformed(tagAt, "a link whose CID has bytes behind it");
      }
      return cid;
    } catch (MultiformatsException e) {
      throw new MalformedBlockException(
          text(tagAt, "a link without a valid CID: " + e.getMessage()), e);
    }
  }

  /** The value of a 64-bit float. */
  double float64() {
    double value = Double.longBitsToDouble(argument);
    if (!Double.isFinite(value)) {
      throw malformed(start, "the number " + value);
    }
    if (argument == NEGATIVE_ZERO) {
      throw malformed(start, "negative zero");
    }
    return value;
  }

  /** The error for a value of major type 7 that DAG-CBOR does not have. */
  MalformedBlockException unsupportedSimple() {
    return malformed(
        start,
        switch (info) {
          case UNDEFINED -> "the value undefined";
          case 25, 26 -> "a float of less than 64 bits";
          default -> "the simple value " + argument;
        });
  }

  /** Checks that nothing is left. */
  void end() {
    if (at < bytes.length) {
      throw malformed(at, (bytes.length - at) + " bytes behind the value");
    }
  }

  int position() {
    return at;
  }

  private void need(int count) {
    if (bytes.length - at < count) {
      throw malformed(start, "a value is cut off");
    }
  }

  private static MalformedBlockException malformed(int offset, String fault) {
    return new MalformedBlockException(text(offset, fault));
  }

  private static String text(int offset, String fault) {
    return "not DAG-CBOR at byte " + offset + ": " + fault;
  }
}
