package org.helia.net.internal.connection;

import java.nio.ByteBuffer;
import org.helia.api.net.ByteStream;
import org.helia.api.net.Connection;
import org.helia.api.net.Direction;

/** A stream that speaks a protocol, and counts what it carries. */
final class NetStream extends ForwardingStream {
  private final Connection connection;
  private final Direction direction;
  private final String protocol;
  private final TrafficCounter traffic;

  NetStream(
      Connection connection,
      Direction direction,
      String protocol,
      ByteStream negotiated,
      TrafficCounter traffic) {
    super(negotiated);
    this.connection = connection;
    this.direction = direction;
    this.protocol = protocol;
    this.traffic = traffic;
  }

  @Override
  public int read(ByteBuffer target) {
    int count = super.read(target);
    if (count > 0) {
      traffic.in(count);
    }
    return count;
  }

  @Override
  public void write(ByteBuffer source) {
    int before = source.remaining();
    try {
      super.write(source);
    } finally {
      traffic.out(before - source.remaining());
    }
  }

  @Override
  public boolean tryWrite(ByteBuffer source) {
    int size = source.remaining();
    boolean written = super.tryWrite(source);
    if (written) {
      traffic.out(size);
    }
    return written;
  }

  @Override
  public String protocol() {
    return protocol;
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public Direction direction() {
    return direction;
  }

  @Override
  public String toString() {
    return "stream %s with peer %s".formatted(protocol, connection.remotePeer());
  }
}
