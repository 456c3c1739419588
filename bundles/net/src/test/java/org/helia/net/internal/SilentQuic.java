package org.helia.net.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicClientCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.helia.net.spi.EventLoops;

/**
 * A dialler over QUIC that shows that it has its address, sends the first message of TLS, and then
 * hears nothing of what the node says: the costliest that it can be to a node for so little.
 */
final class SilentQuic implements AutoCloseable {
  private static final QuicSslContext TLS =
      QuicSslContextBuilder.forClient()
          .trustManager(InsecureTrustManagerFactory.INSTANCE)
          .endpointIdentificationAlgorithm("")
          .applicationProtocols("libp2p")
          .build();

  private final Channel socket;

  SilentQuic(EventLoops loops, InetSocketAddress to) throws InterruptedException {
    socket =
        new Bootstrap()
            .group(loops.group())
            .channel(loops.datagramChannel())
            .option(ChannelOption.ALLOCATOR, loops.allocator())
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new OnlyFirst(), codec());
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    QuicChannel.newBootstrap(socket)
        .handler(new ChannelInboundHandlerAdapter())
        .streamHandler(new ChannelInboundHandlerAdapter())
        .remoteAddress(to)
        .connect();
  }

  private static io.netty.channel.ChannelHandler codec() {
    return new QuicClientCodecBuilder()
        .sslContext(TLS)
        .maxIdleTimeout(60, TimeUnit.SECONDS)
        .initialMaxData(1)
        .build();
  }

  /** Lets in the first datagram, with which the node asks for the token that it brings. */
  private static final class OnlyFirst extends ChannelInboundHandlerAdapter {
    private boolean had;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (had) {
        ReferenceCountUtil.release(message);
      } else {
        had = true;
        context.fireChannelRead(message);
      }
    }
  }

  @Override
  public void close() {
    socket.close().awaitUninterruptibly();
  }
}
