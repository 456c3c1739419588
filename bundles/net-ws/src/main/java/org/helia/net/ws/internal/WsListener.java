package org.helia.net.ws.internal;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.net.spi.Transport;

/** A port that is listened on. */
final class WsListener implements Transport.Listener {
  private static final long CLOSE_SECONDS = 5;

  private final Channel server;
  private final Multiaddr address;

  WsListener(Channel server, WsAddress listening) {
    this.server = server;
    this.address = listening.multiaddr((InetSocketAddress) server.localAddress());
  }

  @Override
  public Multiaddr address() {
    return address;
  }

  @Override
  public void close() {
    server.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
  }
}
