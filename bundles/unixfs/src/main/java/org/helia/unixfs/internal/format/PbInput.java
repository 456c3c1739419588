package org.helia.unixfs.internal.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.helia.api.codec.MalformedBlockException;

/**
 * Walks over the bytes of a protocol buffer message. Lenient where all readers of protocol buffers
 * are (varints may be longer than needed), strict about everything that leads out of the message.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protocol buffers, encoding</a>
 */
final class PbInput {
  private final ByteBuffer bytes;

  PbInput(ByteBuffer bytes) {
    this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  boolean hasRemaining() {
    return bytes.hasRemaining();
  }

  int position() {
    return bytes.position();
  }

  /** The next field's number and wire type. */
  int field() {
    int start = bytes.position();
    long field = varint();
    if (field < 8 || field > 0xffff_ffffL) {
      throw malformed(start, "field number " + Long.toUnsignedString(field >>> 3));
    }
    return (int) field;
  }

  long varint() {
    int start = bytes.position();
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (!bytes.hasRemaining()) {
        throw malformed(start, "a number is cut off");
      }
      byte next = bytes.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed(start, "a number of more than 10 bytes");
  }

  /** A size in bytes: a varint that fits the positive numbers of 64 bits. */
  long size(String what) {
    int start = bytes.position();
    long value = varint();
    if (value < 0) {
      throw malformed(start, "%s of %s".formatted(what, Long.toUnsignedString(value)));
    }
    return value;
  }

  /** The bytes of a field with a length in front of them, as a view. */
  ByteBuffer bytes() {
    int start = bytes.position();
    long length = varint();
    if (length < 0 || length > bytes.remaining()) {
      throw malformed(
          start,
          "a length of %s bytes where %d are left"
              .formatted(Long.toUnsignedString(length), bytes.remaining()));
    }
    ByteBuffer view = bytes.slice(bytes.position(), (int) length);
    bytes.position(bytes.position() + (int) length);
    return view;
  }

  int fixed32() {
    require(Integer.BYTES);
    return bytes.getInt();
  }

  /** Passes over the value of a field that is not known. */
  void skip(int field) {
    switch (field & 7) {
      case Field.VARINT -> varint();
      case Field.FIXED64 -> {
        require(Long.BYTES);
        bytes.getLong();
      }
      case Field.BYTES -> bytes();
      case Field.FIXED32 -> fixed32();
      default -> throw malformed(bytes.position(), "wire type " + (field & 7));
    }
  }

  private void require(int length) {
    if (bytes.remaining() < length) {
      throw malformed(bytes.position(), "a number is cut off");
    }
  }

  static MalformedBlockException malformed(int offset, String fault) {
    return new MalformedBlockException("not UnixFS at byte " + offset + " of its data: " + fault);
  }
}
