package org.helia.net.perf.internal;

import java.nio.ByteBuffer;
import org.helia.api.net.ProtocolHandler;
import org.helia.api.net.Stream;
import org.helia.platform.DelimitedMessages;
import org.osgi.service.component.annotations.Component;

/**
 * Takes as many bytes as the remote sends and sends as many as it asked for, so that the remote can
 * measure how fast both go.
 *
 * @see <a href="https://github.com/libp2p/specs/blob/master/perf/perf.md">perf</a>
 */
@Component(property = ProtocolHandler.PROTOCOL + "=" + Perf.PROTOCOL_NAME)
public final class Perf implements ProtocolHandler {
  static final String PROTOCOL_NAME = "/perf/1.0.0";
  private static final int BUFFER_BYTES = 64 * 1024;

  /** Shared, as hundreds of streams may wait for remotes that do not read. */
  private static final ByteBuffer ZEROS =
      ByteBuffer.allocateDirect(BUFFER_BYTES).asReadOnlyBuffer();

  /** Ready at once. */
  public Perf() {}

  @Override
  public void handle(Stream stream) {
    ByteBuffer wanted = ByteBuffer.allocate(Long.BYTES);
    DelimitedMessages.readFully(stream, wanted);
    skip(stream);
    send(stream, wanted.getLong(0));
  }

  /** What comes is counted by the remote. */
  private static void skip(Stream stream) {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    while (stream.read(buffer.clear()) >= 0) {
      continue;
    }
  }

  /** The number is unsigned; the remote may reset the stream when it has enough. */
  private static void send(Stream stream, long bytes) {
    ByteBuffer zeros = ZEROS.duplicate();
    long left = bytes;
    while (left != 0) {
      zeros.clear();
      if (Long.compareUnsigned(left, zeros.capacity()) < 0) {
        zeros.limit((int) left);
      }
      left -= zeros.limit();
      stream.write(zeros);
    }
  }
}
