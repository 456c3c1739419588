package org.helia.net.identify.internal;

import java.nio.ByteBuffer;
import org.helia.api.net.ByteStream;
import org.helia.api.net.NetException;
import org.jspecify.annotations.Nullable;

/**
 * Puts an identify message together from what comes, however that is cut. Nothing is allocated for
 * a part that is over the limits.
 */
final class MessageParts {
  private static final int END = -1;

  /** Longer lengths than these bytes can say are over every limit. */
  private static final int MAX_LENGTH_BYTES = 5;

  private static final int CHUNK_BYTES = 4 * 1024;

  private final IdentifyMessage.Builder builder = new IdentifyMessage.Builder();
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
  private @Nullable ByteBuffer body;
  private long length;
  private int lengthBytes;
  private int parts;

  /**
   * Reads once; does not wait when the stream is readable.
   *
   * @return whether that was the end
   * @throws NetException when it is no identify message, or over a limit
   */
  boolean readOnce(ByteStream stream) {
    if (stream.read(chunk.clear()) == END) {
      return true;
    }
    chunk.flip();
    while (chunk.hasRemaining()) {
      take(chunk);
    }
    return false;
  }

  private void take(ByteBuffer from) {
    ByteBuffer part = body;
    if (part == null) {
      part = lengthGoesOn(from.get());
    } else {
      int size = Math.min(part.remaining(), from.remaining());
      part.put(from.slice(from.position(), size));
      from.position(from.position() + size);
    }
    if (part != null && !part.hasRemaining()) {
      builder.add(part.array());
      body = null;
    }
  }

  /**
   * @return room for the part, when its length is known
   */
  private @Nullable ByteBuffer lengthGoesOn(byte next) {
    length |= (next & 0x7fL) << (7 * lengthBytes);
    lengthBytes++;
    if (next < 0) {
      if (lengthBytes == MAX_LENGTH_BYTES) {
        throw new NetException("the length of a part of identify has more than 5 bytes");
      }
      return null;
    }
    body = begin(length);
    length = 0;
    lengthBytes = 0;
    return body;
  }

  private ByteBuffer begin(long size) {
    if (size > IdentifyMessage.MAX_PART_BYTES) {
      throw new NetException(
          "a message of %d bytes is over the limit of %d"
              .formatted(size, IdentifyMessage.MAX_PART_BYTES));
    }
    if (parts == IdentifyMessage.MAX_PARTS) {
      throw new NetException(
          "an identify message has at most " + IdentifyMessage.MAX_PARTS + " parts");
    }
    parts++;
    return ByteBuffer.allocate((int) size);
  }

  /**
   * The message, after the end.
   *
   * @throws NetException when there is none, or it is cut off
   */
  IdentifyMessage message() {
    if (body != null || lengthBytes > 0) {
      throw new NetException("the stream ended inside an identify message");
    }
    if (parts == 0) {
      throw new NetException("the remote ended identify without a message");
    }
    return builder.build();
  }
}
