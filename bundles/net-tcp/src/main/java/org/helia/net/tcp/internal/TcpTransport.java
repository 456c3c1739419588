package org.helia.net.tcp.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.multiaddr.Protocol;
import org.helia.net.spi.ConnectionSetup;
import org.helia.net.spi.EventLoops;
import org.helia.net.spi.FairReads;
import org.helia.net.spi.IpEndpoint;
import org.helia.net.spi.ListeningSockets;
import org.helia.net.spi.SocketFailure;
import org.helia.net.spi.Transport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Addresses {@code /ip4/…/tcp/…} and {@code /ip6/…/tcp/…}. The sizes of the sockets' buffers are
 * left to the system, which adapts them to each connection as long as nobody sets them.
 */
@Component(service = Transport.class)
public final class TcpTransport implements Transport {
  static final String NAME = "tcp";

  private static final int BACKLOG = 1_024;

  private final EventLoops loops;

  @Activate
  public TcpTransport(@Reference EventLoops loops) {
    this.loops = loops;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean dials(Multiaddr address) {
    return IpEndpoint.matches(address, Protocol.TCP);
  }

  @Override
  public boolean listens(Multiaddr address) {
    return dials(address);
  }

  @Override
  public void dial(Multiaddr address, ConnectionSetup setup) {
    ChannelFuture connecting =
        new Bootstrap()
            .group(loops.group())
            .channel(loops.socketChannel())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis(setup))
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.ALLOCATOR, loops.allocator())
            .option(ChannelOption.RECVBUF_ALLOCATOR, FairReads.allocator())
            .handler(new ChannelInboundHandlerAdapter())
            .connect(endpoint(address));
    setup.onGivenUp(() -> connecting.channel().close());
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            Channel channel = connecting.channel();
            setup.upgrade(channel, NAME, multiaddr(channel.localAddress()), address);
          } else {
            setup.failed(SocketFailure.dialling(address, done.cause()));
          }
        });
  }

  private static int millis(ConnectionSetup setup) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, setup.timeout().toMillis()));
  }

  @Override
  public CompletableFuture<Listener> listen(Multiaddr address, Inbound inbound) {
    CompletableFuture<Listener> listening = new CompletableFuture<>();
    InetSocketAddress socket = endpoint(address);
    ServerBootstrap server =
        ListeningSockets.tcp(socket, loops)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.ALLOCATOR, loops.allocator())
            .childOption(ChannelOption.RECVBUF_ALLOCATOR, FairReads.allocator())
            .childHandler(new Entrance(inbound));
    ChannelFuture binding = server.bind(socket);
    binding.addListener(
        done -> {
          if (done.isSuccess()) {
            listening.complete(new TcpListener(binding.channel()));
          } else {
            listening.completeExceptionally(SocketFailure.listening(address, done.cause()));
          }
        });
    return listening;
  }

  private static InetSocketAddress endpoint(Multiaddr address) {
    return IpEndpoint.of(address)
        .orElseThrow(() -> new IllegalArgumentException("not an address of TCP: " + address))
        .socket();
  }

  static Multiaddr multiaddr(SocketAddress socket) {
    return IpEndpoint.multiaddr((InetSocketAddress) socket, Protocol.TCP);
  }
}
