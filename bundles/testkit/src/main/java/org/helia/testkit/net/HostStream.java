package org.helia.testkit.net;

import java.util.List;
import org.helia.api.net.Connection;
import org.helia.api.net.Direction;
import org.helia.api.net.ProtocolHandler;
import org.helia.api.net.ProtocolNotSupportedException;
import org.helia.api.net.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One end of a stream between two hosts. */
final class HostStream extends MemoryStream implements Stream {
  private static final Logger LOG = LoggerFactory.getLogger(HostStream.class);

  private final MemoryConnection connection;
  private final Direction direction;
  private volatile String protocol;
  private volatile Counter traffic;
  private volatile boolean handled;

  /** A handler and the tasks that it left; the stream ends with the last of them. */
  private int underWay;

  HostStream(MemoryConnection connection, String protocol, Direction direction) {
    super(
        connection.network().time(),
        connection.network().workers(),
        connection.lane(),
        connection.network().windowBytes());
    this.connection = connection;
    this.protocol = protocol;
    this.direction = direction;
    this.traffic = connection.local().traffic(protocol);
  }

  void handle(ProtocolHandler handler) {
    handled = true;
    begin();
    run(() -> handler.handle(this));
  }

  private synchronized void begin() {
    underWay++;
  }

  private synchronized boolean ended() {
    return --underWay == 0;
  }

  @SuppressWarnings("CatchingUnchecked") // The task is somebody else's.
  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.debug("a stream of {} is reset because what used it failed", protocol, e);
      reset();
    } finally {
      if (handled && ended()) {
        close();
      }
    }
  }

  /** The remote speaks one of several protocols. */
  void agreed(String name) {
    protocol = name;
    traffic = connection.local().traffic(name);
  }

  void refused(List<String> protocols) {
    fail(() -> new ProtocolNotSupportedException(connection.remotePeer(), protocols));
  }

  @Override
  void sent(int bytes) {
    traffic.sent(bytes);
    connection.sent(bytes);
  }

  @Override
  void received(int bytes) {
    traffic.received(bytes);
    connection.received(bytes);
  }

  @Override
  void over() {
    connection.remove(this);
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
  public void whenReadable(Runnable task) {
    if (handled) {
      begin();
    }
    super.whenReadable(() -> run(task));
  }
}
