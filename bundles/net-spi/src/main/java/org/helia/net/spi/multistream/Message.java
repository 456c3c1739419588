package org.helia.net.spi.multistream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import org.helia.api.net.HandshakeException;
import org.helia.multiformats.Varint;

/** One message on the wire: its length as a varint, UTF-8 text, a newline. */
final class Message {
  /** What both sides send first. */
  static final String HEADER = "/multistream/1.0.0";

  /** The answer to a proposal that is not accepted. */
  static final String NOT_AVAILABLE = "na";

  /** The longest text in bytes, the newline included. */
  static final int MAX_SIZE = 1_024;

  private static final int MAX_LENGTH_BYTES = Varint.size(MAX_SIZE);
  private static final byte NEWLINE = '\n';

  private Message() {}

  /**
   * The bytes of some messages, one after the other.
   *
   * @throws IllegalArgumentException when a text is too long, or has a newline in it
   */
  static byte[] encode(List<String> texts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String text : texts) {
      byte[] bytes = text.getBytes(UTF_8);
      if (bytes.length >= MAX_SIZE || text.indexOf(NEWLINE) >= 0) {
        throw new IllegalArgumentException(
            "a protocol's name has one line of less than %d bytes, not %s"
                .formatted(MAX_SIZE, Names.quote(text)));
      }
      out.writeBytes(Varint.encode(bytes.length + 1));
      out.writeBytes(bytes);
      out.write(NEWLINE);
    }
    return out.toByteArray();
  }

  /** Takes a whole message from the buffer, or leaves all as it is when the rest is to come. */
  static Optional<String> read(ByteBuf from) {
    int start = from.readerIndex();
    LengthReader length = new LengthReader();
    while (from.isReadable()) {
      if (length.add(from.readByte())) {
        if (from.readableBytes() < length.value()) {
          break;
        }
        byte[] body = new byte[length.value()];
        from.readBytes(body);
        return Optional.of(text(body));
      }
    }
    from.readerIndex(start);
    return Optional.empty();
  }

  /** The text of a message's bytes after the length. */
  static String text(byte[] body) {
    if (body[body.length - 1] != NEWLINE) {
      throw new HandshakeException("a multistream message must end with a newline");
    }
    return new String(body, 0, body.length - 1, UTF_8);
  }

  /** Puts a length together, byte by byte. */
  static final class LengthReader {
    private int value;
    private int bytes;

    /**
     * @return whether that was its last byte
     */
    boolean add(byte next) {
      value |= (next & 0x7f) << (7 * bytes);
      bytes++;
      boolean last = next >= 0;
      if (value > MAX_SIZE || (!last && bytes == MAX_LENGTH_BYTES)) {
        throw new HandshakeException(
            "a multistream message has at most %,d bytes, this one has more".formatted(MAX_SIZE));
      }
      if (last && next == 0) {
        throw new HandshakeException(
            value == 0
                ? "a multistream message has at least a newline"
                : "the length of a multistream message must be in its shortest form");
      }
      return last;
    }

    int value() {
      return value;
    }
  }
}
