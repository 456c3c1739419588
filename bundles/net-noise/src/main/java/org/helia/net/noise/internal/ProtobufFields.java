package org.helia.net.noise.internal;

import java.nio.ByteBuffer;
import org.helia.api.net.HandshakeException;

/**
 * The fields of a protobuf message, one after the other. Nothing is allocated for more than the
 * message holds.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protobuf, encoding</a>
 */
final class ProtobufFields {
  /** The wire type of bytes, texts and messages. */
  static final int LENGTH_DELIMITED = 2;

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int FIXED32 = 5;
  private static final int MAX_VARINT_BYTES = 10;

  private final ByteBuffer from;
  private long tag;

  ProtobufFields(byte[] message) {
    this.from = ByteBuffer.wrap(message);
  }

  /** Goes to the next field; false at the end. */
  boolean next() {
    if (!from.hasRemaining()) {
      return false;
    }
    tag = varint();
    return true;
  }

  /** The field's number; 0 for one that is out of range. */
  int number() {
    long number = tag >>> 3;
    return number <= Integer.MAX_VALUE ? (int) number : 0;
  }

  /** The value of a field that must be of bytes. */
  byte[] bytes() {
    if ((tag & 7) != LENGTH_DELIMITED) {
      throw malformed("field " + number() + " is not of bytes");
    }
    byte[] value = new byte[available(varint())];
    from.get(value);
    return value;
  }

  /** Leaves a field out. */
  void skip() {
    int wireType = (int) (tag & 7);
    switch (wireType) {
      case VARINT -> varint();
      case FIXED64 -> advance(Long.BYTES);
      case LENGTH_DELIMITED -> advance(varint());
      case FIXED32 -> advance(Integer.BYTES);
      default -> throw malformed("a field of wire type " + wireType);
    }
  }

  private void advance(long bytes) {
    from.position(from.position() + available(bytes));
  }

  private int available(long bytes) {
    if (bytes < 0 || bytes > from.remaining()) {
      throw malformed("a field is longer than the message");
    }
    return (int) bytes;
  }

  private long varint() {
    long value = 0;
    for (int i = 0; i < MAX_VARINT_BYTES && from.hasRemaining(); i++) {
      byte b = from.get();
      value |= (long) (b & 0x7f) << (7 * i);
      if (b >= 0) {
        return value;
      }
    }
    throw malformed("a number does not end");
  }

  private static HandshakeException malformed(String what) {
    return new HandshakeException("the remote's Noise payload is malformed: " + what);
  }
}
