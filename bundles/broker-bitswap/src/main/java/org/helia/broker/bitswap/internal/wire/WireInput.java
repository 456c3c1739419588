package org.helia.broker.bitswap.internal.wire;

import java.nio.ByteBuffer;
import java.util.function.Function;
import org.helia.api.net.ByteStream;
import org.helia.multiformats.Cid;
import org.helia.multiformats.MultiformatsException;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages from a stream field by field, so that a block goes from the network into its own
 * array at once. Every length is compared with what the message has left and with a limit before
 * anything is allocated for it. Not safe for several threads.
 */
public final class WireInput {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int GROUP_START = 3;
  private static final int GROUP_END = 4;
  private static final int FIXED32 = 5;
  private static final int MAX_VARINT_BYTES = 10;

  /** How many groups may be within each other. */
  private static final int MAX_GROUP_DEPTH = 32;

  /** Longer lengths than these bytes can say are over every limit. */
  private static final int MAX_LENGTH_BYTES = 5;

  private static final int BUFFER_BYTES = 16 * 1024;

  /** Longer CIDs are not read; boxo has the same limit. */
  private static final int MAX_CID_BYTES = 168;

  private final ByteStream stream;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);

  /** What the innermost message has left. */
  private int left;

  private int field;
  private int wireType;

  /** Reads from a stream whose time-out bounds each wait. */
  public WireInput(ByteStream stream) {
    this.stream = stream;
  }

  /**
   * Goes to the next message.
   *
   * @return false when the remote has ended its direction before it
   * @throws WireException when it is longer than that
   */
  boolean nextMessage(int maxBytes) {
    if (!buffer.hasRemaining() && !fill()) {
      return false;
    }
    left = Integer.MAX_VALUE;
    long length = varint(MAX_LENGTH_BYTES);
    if (length > maxBytes) {
      throw new WireException(
          "a message of %d bytes is over the limit of %d".formatted(length, maxBytes));
    }
    left = (int) length;
    return true;
  }

  /** Whether bytes of a further message have been taken from the stream. */
  public boolean hasBuffered() {
    return buffer.hasRemaining();
  }

  /** Goes to the next field of the message; false at its end. */
  boolean nextField() {
    if (left == 0) {
      return false;
    }
    long tag = number64();
    wireType = (int) (tag & 7);
    long number = tag >>> 3;
    if (number == 0 || number > Integer.MAX_VALUE) {
      throw new WireException("a protobuf field has a number from 1, found " + number);
    }
    field = (int) number;
    return true;
  }

  int field() {
    return field;
  }

  long number() {
    require(VARINT);
    return number64();
  }

  /** The field's bytes; refused when there are more than that. */
  byte[] bytes(int maxBytes) {
    byte[] value = new byte[length(maxBytes)];
    readFully(value);
    return value;
  }

  /** The field's CID; null when it is one that cannot be read here. */
  @Nullable Cid cid() {
    int length = length(left);
    if (length > MAX_CID_BYTES) {
      skipBytes(length);
      return null;
    }
    byte[] value = new byte[length];
    readFully(value);
    try {
      return Cid.fromBytes(value);
    } catch (MultiformatsException e) {
      return null;
    }
  }

  /** The field as a message. */
  <T> T message(Function<WireInput, T> read) {
    int length = length(left);
    int behind = left - length;
    left = length;
    T value = read.apply(this);
    left = behind;
    return value;
  }

  /** Leaves the field out. */
  void skip() {
    skip(0);
  }

  private void skip(int depth) {
    switch (wireType) {
      case VARINT -> number64();
      case FIXED64 -> skipBytes(8);
      case LENGTH_DELIMITED -> skipBytes(length(left));
      case GROUP_START -> skipGroup(field, depth + 1);
      case FIXED32 -> skipBytes(4);
      default -> throw new WireException("unknown protobuf wire type " + wireType);
    }
  }

  /** Groups are out of use, yet readers still have to skip those that they do not know. */
  private void skipGroup(int number, int depth) {
    boolean begun = nextField();
    while (begun && wireType != GROUP_END && depth <= MAX_GROUP_DEPTH) {
      skip(depth);
      begun = nextField();
    }
    if (!begun || wireType != GROUP_END || field != number) {
      throw new WireException("protobuf group " + number + " is too deep or does not end");
    }
  }

  private void require(int type) {
    if (wireType != type) {
      throw new WireException(
          "protobuf field %d is of wire type %d, not %d".formatted(field, wireType, type));
    }
  }

  private int length(int maxBytes) {
    require(LENGTH_DELIMITED);
    long length = number64();
    if (length < 0 || length > left || length > maxBytes) {
      throw new WireException(
          "protobuf field %d announces %s bytes where %d are allowed"
              .formatted(field, Long.toUnsignedString(length), Math.min(left, maxBytes)));
    }
    return (int) length;
  }

  private long number64() {
    return varint(MAX_VARINT_BYTES);
  }

  private long varint(int maxBytes) {
    long value = 0;
    for (int i = 0; i < maxBytes; i++) {
      byte next = take();
      value |= (next & 0x7fL) << (7 * i);
      if (next >= 0) {
        return value;
      }
    }
    throw new WireException("a number has more than " + maxBytes + " bytes");
  }

  private byte take() {
    if (left == 0) {
      throw new WireException("a message ends in the middle of a field");
    }
    left--;
    need();
    return buffer.get();
  }

  private void readFully(byte[] target) {
    if (target.length > left) {
      throw new WireException("a message ends in the middle of a field");
    }
    left -= target.length;
    int at = Math.min(target.length, buffer.remaining());
    buffer.get(target, 0, at);
    ByteBuffer rest = ByteBuffer.wrap(target, at, target.length - at);
    while (rest.hasRemaining()) {
      if (rest.remaining() < BUFFER_BYTES) {
        need();
        int size = Math.min(rest.remaining(), buffer.remaining());
        rest.put(rest.position(), buffer, buffer.position(), size);
        rest.position(rest.position() + size);
        buffer.position(buffer.position() + size);
      } else if (stream.read(rest) < 0) {
        throw cutOff();
      }
    }
  }

  private void skipBytes(int bytes) {
    if (bytes > left) {
      throw new WireException("a message ends in the middle of a field");
    }
    left -= bytes;
    for (int skipped = 0; skipped < bytes; ) {
      need();
      int size = Math.min(bytes - skipped, buffer.remaining());
      buffer.position(buffer.position() + size);
      skipped += size;
    }
  }

  private void need() {
    if (!buffer.hasRemaining() && !fill()) {
      throw cutOff();
    }
  }

  private boolean fill() {
    buffer.clear();
    boolean more = stream.read(buffer) >= 0;
    if (more) {
      buffer.flip();
    } else {
      buffer.limit(0);
    }
    return more;
  }

  private static WireException cutOff() {
    return new WireException("the stream ended inside a message");
  }
}
