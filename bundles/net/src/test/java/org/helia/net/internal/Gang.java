package org.helia.net.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.multiaddr.Protocol;
import org.helia.net.spi.EventLoops;
import org.helia.net.spi.IpEndpoint;
import org.helia.net.spi.Transport;

/**
 * Hostile peers, with threads and memory of their own, so that a test sees what the node under
 * attack holds.
 */
final class Gang implements EventLoops, AutoCloseable {
  private static final String YAMUX = "/yamux/1.0.0";

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());

  private final Map<String, Transport> transports = new HashMap<>();
  private final List<Assault> assaults = new CopyOnWriteArrayList<>();

  /** One on TCP that has sent nothing yet, whatever the address has above TCP. */
  HostilePeer connect(Multiaddr to) throws Exception {
    InetSocketAddress socket = IpEndpoint.of(tcp(to)).orElseThrow().socket();
    Channel channel =
        new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.ALLOCATOR, allocator())
            .option(ChannelOption.AUTO_READ, false)
            .handler(new ChannelInboundHandlerAdapter())
            .connect(socket)
            .sync()
            .channel();
    return new HostilePeer(channel);
  }

  private static Multiaddr tcp(Multiaddr address) {
    return address.decapsulate(Protocol.WS).orElse(address);
  }

  /** One that has shaken hands over TCP or WebSockets, and is before the first frame of yamux. */
  HostilePeer secured(Multiaddr to, RealNode parts) throws Exception {
    HostilePeer peer =
        to.has(Protocol.WS)
            ? new HostilePeer(HostileDial.raw(transport("ws", parts), to, parts.newKey()))
            : connect(to);
    peer.secure(parts.secureChannel(), parts.newKey(), List.of(YAMUX));
    return peer;
  }

  private Transport transport(String name, RealNode parts) throws ReflectiveOperationException {
    Transport known = transports.get(name);
    if (known == null) {
      known = parts.newTransport(name, this);
      transports.put(name, known);
    }
    return known;
  }

  /**
   * One that has shaken hands and can open streams, over any transport.
   *
   * @param parts what it is made of
   */
  Assault assault(Multiaddr to, RealNode parts) throws Exception {
    Assault assault =
        to.has(Protocol.QUIC_V1)
            ? new QuicAssault(HostileDial.muxed(transport("quic", parts), to, parts.newKey()))
            : new YamuxAssault(secured(to, parts));
    assaults.add(assault);
    return assault;
  }

  /** One over QUIC that begins a handshake and then hears nothing more. */
  SilentQuic silentQuic(Multiaddr to) throws Exception {
    return new SilentQuic(this, IpEndpoint.of(to).orElseThrow().socket());
  }

  @Override
  public EventLoopGroup group() {
    return group;
  }

  @Override
  public Class<? extends SocketChannel> socketChannel() {
    return NioSocketChannel.class;
  }

  @Override
  public Class<? extends ServerChannel> serverChannel() {
    return NioServerSocketChannel.class;
  }

  @Override
  public Class<? extends DatagramChannel> datagramChannel() {
    return NioDatagramChannel.class;
  }

  @Override
  public ByteBufAllocator allocator() {
    return UnpooledByteBufAllocator.DEFAULT;
  }

  @Override
  public String kind() {
    return "nio";
  }

  /** Connections first: what they have on their way belongs to the loops. */
  @Override
  public void close() {
    assaults.forEach(Assault::close);
    transports.values().forEach(RealNode::deactivate);
    group.shutdownGracefully(10, 5_000, TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }
}
