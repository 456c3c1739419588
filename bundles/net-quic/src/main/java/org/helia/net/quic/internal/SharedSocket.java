package org.helia.net.quic.internal;

import io.netty.channel.Channel;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A socket that connections share: it is closed when it is no longer wanted and has none. */
final class SharedSocket {
  private volatile boolean ended;
  private volatile @Nullable Channel socket;

  /** On the event loop only. */
  private int connections;

  /** The socket is there. */
  void bound(Channel channel) {
    socket = channel;
    if (ended) {
      channel.eventLoop().execute(this::closeIfUnused);
    }
  }

  /** Counts a connection until it is closed. Called on the socket's event loop. */
  void use(QuicChannel connection) {
    connections++;
    connection.closeFuture().addListener(closed -> left(connection));
  }

  /** Not in the middle of a read from the socket, which would go on with a closed one. */
  private void left(QuicChannel connection) {
    connections--;
    if (!connection.eventLoop().isShuttingDown()) {
      connection.eventLoop().execute(this::closeIfUnused);
    }
  }

  /** Whether {@link #end} has been called. */
  boolean isEnded() {
    return ended;
  }

  /**
   * No connection will come any more.
   *
   * @return done when the socket is closed, or would have been without connections
   */
  @Nullable Future<?> end() {
    ended = true;
    Channel bound = socket;
    // An event loop that ends closes its channels.
    return bound == null || bound.eventLoop().isShuttingDown()
        ? null
        : bound.eventLoop().submit(this::closeIfUnused);
  }

  private void closeIfUnused() {
    Channel bound = socket;
    if (ended && connections == 0 && bound != null) {
      bound.close();
    }
  }
}
