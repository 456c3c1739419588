package org.helia.net.tcp.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Optional;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.net.spi.ConnectionSetup;
import org.helia.net.spi.Transport.Inbound;

/** Asks whether a connection may come in, while nothing is read from it. */
@Sharable
final class Entrance extends ChannelInboundHandlerAdapter {
  private final Inbound inbound;

  Entrance(Inbound inbound) {
    this.inbound = inbound;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    Channel channel = context.channel();
    context.pipeline().remove(this);
    if (channel.remoteAddress() == null) {
      channel.close(); // It is gone already.
      return;
    }
    Multiaddr local = TcpTransport.multiaddr(channel.localAddress());
    Multiaddr remote = TcpTransport.multiaddr(channel.remoteAddress());
    Optional<ConnectionSetup> setup = inbound.admit(local, remote);
    if (setup.isPresent()) {
      setup.get().upgrade(channel, TcpTransport.NAME, local, remote);
    } else {
      channel.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
