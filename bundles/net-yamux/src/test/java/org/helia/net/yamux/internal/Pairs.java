package org.helia.net.yamux.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PublicKey;
import org.helia.net.spi.MuxedConnection;
import org.helia.net.spi.contract.Ends;
import org.helia.net.spi.contract.RecordingScope;

/** Pairs of connections, without encryption. */
final class Pairs implements AutoCloseable {
  static final MuxedConnection.Path PATH =
      new MuxedConnection.Path(
          "test",
          "/plaintext",
          YamuxMuxer.PROTOCOL,
          PublicKey.of(KeyType.ED25519, new byte[32]),
          Multiaddr.parse("/memory/1"),
          Multiaddr.parse("/memory/2"));

  private final YamuxMuxer muxer;
  private final boolean tcp;
  private final EventLoopGroup loops;

  private Pairs(YamuxMuxer muxer, boolean tcp) {
    this.muxer = muxer;
    this.tcp = tcp;
    this.loops =
        new MultiThreadIoEventLoopGroup(
            2, tcp ? NioIoHandler.newFactory() : LocalIoHandler.newFactory());
  }

  static Pairs inMemory(YamuxMuxer muxer) {
    return new Pairs(muxer, false);
  }

  static Pairs overTcp(YamuxMuxer muxer) {
    return new Pairs(muxer, true);
  }

  Ends connect() throws Exception {
    RecordingScope leftScope = new RecordingScope();
    RecordingScope rightScope = new RecordingScope();
    CompletableFuture<MuxedConnection> left = new CompletableFuture<>();
    CompletableFuture<MuxedConnection> right = new CompletableFuture<>();
    Channel server =
        new ServerBootstrap()
            .group(loops)
            .channel(tcp ? NioServerSocketChannel.class : LocalServerChannel.class)
            .childHandler(initializer(false, rightScope, right))
            .bind(anyAddress())
            .sync()
            .channel();
    new Bootstrap()
        .group(loops)
        .channel(tcp ? NioSocketChannel.class : LocalChannel.class)
        .handler(initializer(true, leftScope, left))
        .connect(server.localAddress())
        .sync();
    Ends ends =
        new Ends(
            left.get(60, TimeUnit.SECONDS), leftScope, right.get(60, TimeUnit.SECONDS), rightScope);
    server.close().sync();
    return ends;
  }

  private SocketAddress anyAddress() {
    return tcp
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)
        : new LocalAddress(Pairs.class);
  }

  private ChannelInitializer<Channel> initializer(
      boolean initiator, RecordingScope scope, CompletableFuture<MuxedConnection> made) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel
            .pipeline()
            .addLast(
                new ChannelInboundHandlerAdapter() {
                  @Override
                  public void channelActive(ChannelHandlerContext context) {
                    made.complete(muxer.mux(channel, initiator, PATH, scope));
                  }
                });
      }
    };
  }

  @Override
  public void close() {
    loops.shutdownGracefully(10, 5_000, TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }
}
