package org.helia.broker.bitswap.internal.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.helia.api.net.ByteStream;

/** Messages as bytes. */
final class Wire {
  private Wire() {}

  /** Reads the first message. */
  static Message read(byte[] framed) {
    return Message.read(new WireInput(new Bytes(framed))).orElseThrow();
  }

  static byte[] write(Message message, ProtocolVersion version) {
    Bytes stream = new Bytes(new byte[0]);
    message.write(stream, version);
    return stream.written.toByteArray();
  }

  /** Reads from an array, writes to another. */
  static final class Bytes implements ByteStream {
    private final ByteBuffer in;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    Bytes(byte[] in) {
      this.in = ByteBuffer.wrap(in);
    }

    @Override
    public int read(ByteBuffer target) {
      if (!in.hasRemaining()) {
        return -1;
      }
      int size = Math.min(in.remaining(), target.remaining());
      target.put(in.slice(in.position(), size));
      in.position(in.position() + size);
      return size;
    }

    @Override
    public void write(ByteBuffer source) {
      byte[] bytes = new byte[source.remaining()];
      source.get(bytes);
      written.writeBytes(bytes);
    }

    @Override
    public void closeWrite() {}

    @Override
    public void closeRead() {}

    @Override
    public void reset() {}

    @Override
    public void close() {}

    @Override
    public void timeout(Duration timeout) {}

    @Override
    public void whenReadable(Runnable task) {
      task.run();
    }
  }
}
