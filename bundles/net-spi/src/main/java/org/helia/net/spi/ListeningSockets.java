package org.helia.net.spi;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.channels.spi.SelectorProvider;

/**
 * Sockets that listen on IPv4 or on IPv6 and never on both, so that {@code 0.0.0.0} is told as what
 * it is, and {@code ::} can have the same port beside it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3493#section-5.3">RFC 3493, IPV6_V6ONLY</a>
 */
public final class ListeningSockets {
  /** {@code IPPROTO_IPV6} and {@code IPV6_V6ONLY} of Linux, where epoll is. */
  static final ChannelOption<Integer> V6_ONLY = new IntegerUnixChannelOption("IPV6_V6ONLY", 41, 26);

  private ListeningSockets() {}

  /**
   * A bootstrap for TCP, with threads and channels. On the JDK's selectors, which lack the option,
   * {@code ::} is for IPv4, too: beside {@code 0.0.0.0} it is told that the port is in use.
   *
   * @param address where it will listen
   */
  public static ServerBootstrap tcp(InetSocketAddress address, EventLoops loops) {
    SocketProtocolFamily family = family(address);
    ServerBootstrap server = new ServerBootstrap().group(loops.group());
    if (!isEpoll(loops)) {
      return server.channelFactory(
          () -> new NioServerSocketChannel(SelectorProvider.provider(), family));
    }
    server.channelFactory(() -> new EpollServerSocketChannel(family));
    return family == SocketProtocolFamily.INET6 ? server.option(V6_ONLY, 1) : server;
  }

  /** As {@link #tcp} for UDP. */
  public static Bootstrap udp(InetSocketAddress address, EventLoops loops) {
    SocketProtocolFamily family = family(address);
    Bootstrap socket = new Bootstrap().group(loops.group());
    if (!isEpoll(loops)) {
      return socket.channelFactory(() -> new NioDatagramChannel(family));
    }
    socket.channelFactory(() -> new EpollDatagramChannel(family));
    return family == SocketProtocolFamily.INET6 ? socket.option(V6_ONLY, 1) : socket;
  }

  private static boolean isEpoll(EventLoops loops) {
    return loops.serverChannel() == EpollServerSocketChannel.class;
  }

  private static SocketProtocolFamily family(InetSocketAddress address) {
    return address.getAddress() instanceof Inet6Address
        ? SocketProtocolFamily.INET6
        : SocketProtocolFamily.INET;
  }
}
