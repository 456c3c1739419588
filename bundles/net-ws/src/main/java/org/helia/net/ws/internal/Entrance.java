package org.helia.net.ws.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.net.spi.ConnectionSetup;
import org.helia.net.spi.Transport.Inbound;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether a connection may come in, while nothing is read from it, and makes a WebSocket of
 * it.
 */
@Sharable
final class Entrance extends ChannelInboundHandlerAdapter {
  private final WsAddress listening;
  private final Inbound inbound;
  private final @Nullable SslContext tls;

  Entrance(WsAddress listening, Inbound inbound, @Nullable SslContext tls) {
    this.listening = listening;
    this.inbound = inbound;
    this.tls = tls;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    Channel channel = context.channel();
    context.pipeline().remove(this);
    if (!(channel.remoteAddress() instanceof InetSocketAddress from)) {
      channel.close(); // It is gone already.
      return;
    }
    Multiaddr local = listening.multiaddr((InetSocketAddress) channel.localAddress());
    Multiaddr remote = listening.multiaddr(from);
    Optional<ConnectionSetup> setup = inbound.admit(local, remote);
    if (setup.isEmpty()) {
      channel.close();
      return;
    }
    setup.get().onGivenUp(channel::close);
    addHandlers(channel, setup.get(), new Threshold(setup.get(), local, remote));
    channel.config().setAutoRead(true);
  }

  private void addHandlers(Channel channel, ConnectionSetup setup, Threshold threshold) {
    ChannelPipeline pipeline = channel.pipeline();
    if (tls != null) {
      pipeline.addLast(tls.newHandler(channel.alloc()));
    }
    WebSocketServerProtocolConfig config =
        WebSocketServerProtocolConfig.newBuilder()
            .websocketPath("/")
            .checkStartsWith(true)
            .handshakeTimeoutMillis(WsTransport.handshakeMillis(setup))
            .decoderConfig(
                WebSocketDecoderConfig.newBuilder()
                    .maxFramePayloadLength(WsTransport.MAX_MESSAGE)
                    .allowExtensions(false)
                    .build())
            .build();
    pipeline.addLast(
        new HttpServerCodec(
            new HttpDecoderConfig()
                .setMaxInitialLineLength(WsTransport.MAX_HTTP)
                .setMaxHeaderSize(WsTransport.MAX_HTTP)),
        new HttpObjectAggregator(WsTransport.MAX_HTTP),
        new FrameGuard(),
        new WebSocketServerProtocolHandler(config),
        new BinaryFrames(),
        threshold);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
