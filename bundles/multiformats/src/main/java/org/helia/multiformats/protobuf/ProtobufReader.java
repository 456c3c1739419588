package org.helia.multiformats.protobuf;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.helia.multiformats.MultiformatsException;

/**
 * Reads the fields of one message in their order. What is not asked for is skipped, groups too.
 * Nothing is allocated before the bytes for it are known to be there. Not safe for several threads.
 */
public final class ProtobufReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int GROUP_START = 3;
  private static final int GROUP_END = 4;
  private static final int FIXED32 = 5;

  /** Unlike libp2p's own varints, protobuf's may have all 64 bits. */
  private static final int MAX_VARINT_BYTES = 10;

  /** How many groups may be within each other. */
  private static final int MAX_GROUP_DEPTH = 32;

  private final ByteBuffer from;
  private int field;
  private int wireType;
  private boolean unread;

  /**
   * A reader of one whole message.
   *
   * @param message not copied
   */
  public ProtobufReader(byte[] message) {
    this(ByteBuffer.wrap(message));
  }

  private ProtobufReader(ByteBuffer from) {
    this.from = from;
  }

  /**
   * Goes to the next field.
   *
   * @return false at the end of the message
   * @throws MultiformatsException when the bytes are no message
   */
  public boolean next() {
    if (unread) {
      skip();
    }
    if (!from.hasRemaining()) {
      return false;
    }
    readTag();
    unread = true;
    return true;
  }

  private void readTag() {
    long tag = readVarint();
    wireType = (int) (tag & 7);
    field = (int) (tag >>> 3);
    if (field <= 0 || tag >>> 3 != field) {
      throw new MultiformatsException("A protobuf field has a number from 1, found " + (tag >>> 3));
    }
  }

  /** The number of the field that {@link #next} went to. */
  public int field() {
    return field;
  }

  /**
   * The field's value as a number.
   *
   * @throws MultiformatsException when it is of another type
   */
  public long number() {
    require(VARINT);
    return readVarint();
  }

  /**
   * The field's value as bytes, copied.
   *
   * @throws MultiformatsException when it is of another type or longer than the message
   */
  public byte[] bytes() {
    ByteBuffer value = value();
    byte[] copy = new byte[value.remaining()];
    value.get(copy);
    return copy;
  }

  /**
   * The field's value as text.
   *
   * @throws MultiformatsException when it is of another type, longer than the message or not UTF-8
   */
  public String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(value()).toString();
    } catch (CharacterCodingException e) {
      throw new MultiformatsException("The text of protobuf field " + field + " is not UTF-8", e);
    }
  }

  /**
   * The field's value as text, where nobody has to keep to UTF-8: what is not becomes U+FFFD. So
   * readers of proto2 take strings, whose messages would be lost otherwise.
   *
   * @throws MultiformatsException when it is of another type or longer than the message
   */
  public String lenientText() {
    return StandardCharsets.UTF_8.decode(value()).toString();
  }

  /**
   * A reader of the message that is the field's value; shares the bytes.
   *
   * @throws MultiformatsException when it is of another type or longer than the message
   */
  public ProtobufReader message() {
    return new ProtobufReader(value());
  }

  private ByteBuffer value() {
    require(LENGTH_DELIMITED);
    return take(readVarint());
  }

  private void require(int type) {
    if (!unread || wireType != type) {
      throw new MultiformatsException(
          "Protobuf field %d is of wire type %d, not %d".formatted(field, wireType, type));
    }
    unread = false;
  }

  private void skip() {
    unread = false;
    skip(0);
  }

  private void skip(int depth) {
    switch (wireType) {
      case VARINT -> readVarint();
      case FIXED64 -> take(8);
      case LENGTH_DELIMITED -> take(readVarint());
      case GROUP_START -> skipGroup(field, depth + 1);
      case FIXED32 -> take(4);
      default ->
          throw new MultiformatsException(
              "Protobuf field %d has the unknown wire type %d".formatted(field, wireType));
    }
  }

  /** Groups are out of use, yet readers still have to skip those that they do not know. */
  private void skipGroup(int number, int depth) {
    if (depth > MAX_GROUP_DEPTH) {
      throw new MultiformatsException(
          "Protobuf groups are at most " + MAX_GROUP_DEPTH + " deep, found more");
    }
    readTag();
    while (wireType != GROUP_END) {
      skip(depth);
      readTag();
    }
    if (field != number) {
      throw new MultiformatsException(
          "Protobuf group %d ends as group %d".formatted(number, field));
    }
  }

  private ByteBuffer take(long length) {
    if (length < 0 || length > from.remaining()) {
      throw new MultiformatsException(
          "Protobuf field %d announces %s bytes, found %d"
              .formatted(field, Long.toUnsignedString(length), from.remaining()));
    }
    ByteBuffer value = from.slice(from.position(), (int) length);
    from.position(from.position() + (int) length);
    return value;
  }

  private long readVarint() {
    long value = 0;
    for (int i = 0; i < MAX_VARINT_BYTES; i++) {
      if (!from.hasRemaining()) {
        throw new MultiformatsException("A protobuf message ends in the middle of a number");
      }
      byte next = from.get();
      value |= (next & 0x7fL) << (7 * i);
      if (next >= 0) {
        return checked(value, next, i);
      }
    }
    throw new MultiformatsException(
        "A protobuf number has at most " + MAX_VARINT_BYTES + " bytes, found more");
  }

  /** Of the last byte only one bit has room in 64. */
  private static long checked(long value, byte last, int index) {
    if (index == MAX_VARINT_BYTES - 1 && last > 1) {
      throw new MultiformatsException("A protobuf number has at most 64 bits, found more");
    }
    return value;
  }
}
