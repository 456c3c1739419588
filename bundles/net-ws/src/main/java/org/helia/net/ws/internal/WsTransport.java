package org.helia.net.ws.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.net.spi.ConnectionSetup;
import org.helia.net.spi.EventLoops;
import org.helia.net.spi.FairReads;
import org.helia.net.spi.ListeningSockets;
import org.helia.net.spi.SocketFailure;
import org.helia.net.spi.Transport;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Addresses {@code …/tcp/…/ws}, {@code …/tcp/…/tls/ws} and its old name {@code …/wss}. */
@Component(service = Transport.class, configurationPid = "org.helia.net.ws")
@Designate(ocd = WsConfig.class)
public final class WsTransport implements Transport {
  static final String NAME = "ws";

  /** The largest message in bytes that is taken, and the largest frame of one. */
  static final int MAX_MESSAGE = 1_024 * 1_024;

  /** The longest line and the largest headers of the HTTP request or response in bytes. */
  static final int MAX_HTTP = 8_192;

  private static final long MAX_HANDSHAKE_MILLIS = 10_000;
  private static final int BACKLOG = 1_024;

  private final EventLoops loops;
  private final Certificates certificates;

  @Activate
  public WsTransport(@Reference EventLoops loops, WsConfig config) {
    this.loops = loops;
    this.certificates = new Certificates(config);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean dials(Multiaddr address) {
    return WsAddress.of(address).isPresent();
  }

  @Override
  public boolean listens(Multiaddr address) {
    return WsAddress.of(address).filter(found -> found.serverName().isEmpty()).isPresent();
  }

  /** How long the HTTP upgrade, and TLS before it, may take. */
  static long handshakeMillis(ConnectionSetup setup) {
    return Math.max(1, Math.min(MAX_HANDSHAKE_MILLIS, setup.timeout().toMillis()));
  }

  @Override
  public void dial(Multiaddr address, ConnectionSetup setup) {
    WsAddress target = parse(address);
    SslContext tls;
    try {
      tls = target.secure() ? certificates.forDialling() : null;
    } catch (IOException e) {
      setup.failed(SocketFailure.dialling(address, e));
      return;
    }
    ChannelFuture connecting =
        new Bootstrap()
            .group(loops.group())
            .channel(loops.socketChannel())
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                (int) Math.max(1, Math.min(Integer.MAX_VALUE, setup.timeout().toMillis())))
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.ALLOCATOR, loops.allocator())
            .option(ChannelOption.RECVBUF_ALLOCATOR, FairReads.allocator())
            .handler(new Dialled(channel -> open(channel, target, tls, address, setup)))
            .connect(target.socket());
    setup.onGivenUp(() -> connecting.channel().close());
    connecting.addListener(
        done -> {
          if (!done.isSuccess()) {
            setup.failed(SocketFailure.dialling(address, done.cause()));
          }
        });
  }

  private static void open(
      Channel channel,
      WsAddress target,
      @Nullable SslContext tls,
      Multiaddr address,
      ConnectionSetup setup) {
    ChannelPipeline pipeline = channel.pipeline();
    if (tls != null) {
      pipeline.addLast(
          tls.newHandler(channel.alloc(), target.certifiedHost(), target.socket().getPort()));
    }
    WebSocketClientProtocolConfig config =
        WebSocketClientProtocolConfig.newBuilder()
            .webSocketUri(target.uri())
            .allowExtensions(false)
            .maxFramePayloadLength(MAX_MESSAGE)
            .handshakeTimeoutMillis(handshakeMillis(setup))
            .build();
    Multiaddr local = target.multiaddr((InetSocketAddress) channel.localAddress());
    pipeline.addLast(
        new HttpClientCodec(MAX_HTTP, MAX_HTTP, MAX_HTTP),
        new HttpObjectAggregator(MAX_HTTP),
        new FrameGuard(),
        new WebSocketClientProtocolHandler(config),
        new BinaryFrames(),
        new Threshold(setup, local, address));
    channel.config().setAutoRead(true);
  }

  /** Adds the handlers when the channel is connected, before they are told so. */
  private static final class Dialled extends ChannelInboundHandlerAdapter {
    private final Consumer<Channel> open;

    Dialled(Consumer<Channel> open) {
      this.open = open;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      open.accept(context.channel());
      context.fireChannelActive();
      context.pipeline().remove(this);
    }
  }

  @Override
  public CompletableFuture<Listener> listen(Multiaddr address, Inbound inbound) {
    WsAddress listening = parse(address);
    SslContext tls;
    try {
      tls = listening.secure() ? certificates.forListening() : null;
    } catch (IOException e) {
      return CompletableFuture.failedFuture(SocketFailure.listening(address, e));
    }
    CompletableFuture<Listener> result = new CompletableFuture<>();
    ServerBootstrap server =
        ListeningSockets.tcp(listening.socket(), loops)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.ALLOCATOR, loops.allocator())
            .childOption(ChannelOption.RECVBUF_ALLOCATOR, FairReads.allocator())
            .childHandler(new Entrance(listening, inbound, tls));
    ChannelFuture binding = server.bind(listening.socket());
    binding.addListener(
        done -> {
          if (done.isSuccess()) {
            result.complete(new WsListener(binding.channel(), listening));
          } else {
            result.completeExceptionally(SocketFailure.listening(address, done.cause()));
          }
        });
    return result;
  }

  private static WsAddress parse(Multiaddr address) {
    return WsAddress.of(address)
        .orElseThrow(() -> new IllegalArgumentException("no address of a WebSocket: " + address));
  }
}
