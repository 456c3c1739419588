package org.helia.platform;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.helia.api.net.ByteStream;
import org.helia.api.net.NetException;
import org.helia.multiformats.Varint;

/**
 * Messages on a stream, each behind its length as a varint, as most protocols of libp2p have it.
 */
public final class DelimitedMessages {
  private static final int END = -1;

  /** Longer lengths than these bytes can say are over every limit. */
  private static final int MAX_LENGTH_BYTES = 5;

  private DelimitedMessages() {}

  /**
   * Reads a message.
   *
   * @param maxBytes how long it may be; nothing is allocated for a longer one
   * @return empty when the remote has ended its direction before it
   * @throws NetException when it is too long or cut off, or the stream fails
   */
  public static Optional<byte[]> read(ByteStream stream, int maxBytes) {
    long length = readLength(stream);
    if (length < 0) {
      return Optional.empty();
    }
    if (length > maxBytes) {
      throw new NetException(
          "a message of %d bytes is over the limit of %d".formatted(length, maxBytes));
    }
    ByteBuffer message = ByteBuffer.allocate((int) length);
    readFully(stream, message);
    return Optional.of(message.array());
  }

  /**
   * As {@link #read} where a message has to come.
   *
   * @throws NetException also when the remote has ended its direction
   */
  public static byte[] require(ByteStream stream, int maxBytes) {
    return read(stream, maxBytes)
        .orElseThrow(() -> new NetException("the stream ended where a message was expected"));
  }

  private static long readLength(ByteStream stream) {
    ByteBuffer one = ByteBuffer.allocate(1);
    long length = 0;
    for (int i = 0; i < MAX_LENGTH_BYTES; i++) {
      if (stream.read(one.clear()) == END) {
        if (i == 0) {
          return END;
        }
        throw cutOff();
      }
      length |= (one.get(0) & 0x7fL) << (7 * i);
      if (one.get(0) >= 0) {
        return length;
      }
    }
    throw new NetException("the length of a message has more than 5 bytes");
  }

  /**
   * Fills a buffer.
   *
   * @throws NetException when the stream ends before, or fails
   */
  public static void readFully(ByteStream stream, ByteBuffer target) {
    while (target.hasRemaining()) {
      if (stream.read(target) == END) {
        throw cutOff();
      }
    }
  }

  private static NetException cutOff() {
    return new NetException("the stream ended inside a message");
  }

  /** Writes a message. */
  public static void write(ByteStream stream, byte[] message) {
    ByteBuffer framed = ByteBuffer.allocate(Varint.size(message.length) + message.length);
    Varint.write(message.length, framed);
    stream.write(framed.put(message).flip());
  }
}
