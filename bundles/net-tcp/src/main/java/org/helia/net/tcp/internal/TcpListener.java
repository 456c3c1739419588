package org.helia.net.tcp.internal;

import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.net.spi.Transport;

/** A port that is listened on. */
final class TcpListener implements Transport.Listener {
  private static final long CLOSE_SECONDS = 5;

  private final Channel server;
  private final Multiaddr address;

  TcpListener(Channel server) {
    this.server = server;
    this.address = TcpTransport.multiaddr(server.localAddress());
  }

  @Override
  public Multiaddr address() {
    return address;
  }

  /**
   * The JDK's selectors give a port back only when they select the next time, so that is awaited.
   */
  @Override
  public void close() {
    if (server.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS)) {
      server
          .eventLoop()
          .schedule(() -> {}, 1, TimeUnit.MILLISECONDS)
          .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
