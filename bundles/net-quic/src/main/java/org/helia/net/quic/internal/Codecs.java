package org.helia.net.quic.internal;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicChannelOption;
import io.netty.handler.codec.quic.QuicClientCodecBuilder;
import io.netty.handler.codec.quic.QuicCodecBuilder;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicSslEngine;
import io.netty.handler.ssl.ClientAuth;
import io.netty.util.AttributeKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.helia.api.crypto.PeerCertificate;
import org.helia.api.crypto.PeerCertificates;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.net.spi.ConnectionSetup;
import org.helia.net.spi.stream.FairWorkers;
import org.jspecify.annotations.Nullable;

/** QUIC as libp2p configures it. */
final class Codecs {
  /** Bytes that a remote may send on all streams of a connection ahead of what is read. */
  private static final long CONNECTION_WINDOW = 16 * 1_024 * 1_024;

  /** The same on one stream. */
  private static final long STREAM_WINDOW = 4 * 1_024 * 1_024;

  /** Streams that a remote may have open at once, before the node's own limits. */
  static final long MAX_STREAMS = 1_024;

  private static final String ALPN = "libp2p";

  /** What this node proves to have on a connection that it dials. */
  static final AttributeKey<PrivateKey> KEY = AttributeKey.valueOf(Codecs.class, "key");

  private final PeerCertificates certificates;
  private final FairWorkers workers;
  private final ByteBufAllocator allocator;
  private final Datagrams datagrams;
  private final Duration idle;
  private final RetryTokens tokens;

  /** One, unless the node changes its key. */
  private final Map<PrivateKey, QuicSslContext> serverContexts = new ConcurrentHashMap<>();

  private final Map<PrivateKey, QuicSslContext> clientContexts = new ConcurrentHashMap<>();

  /** Made once: whoever floods this node with connections must not make it work for each. */
  private @Nullable QuicSslContext refusing;

  /**
   * @param idle how long a silence ends a connection
   */
  Codecs(
      PeerCertificates certificates,
      FairWorkers workers,
      ByteBufAllocator allocator,
      Datagrams datagrams,
      Duration idle,
      InstantSource clock) {
    this.certificates = certificates;
    this.workers = workers;
    this.allocator = allocator;
    this.datagrams = datagrams;
    this.idle = idle;
    this.tokens = new RetryTokens(clock);
  }

  ConnectionHandler handler(ConnectionSetup setup, Multiaddr local, Multiaddr remote) {
    return new ConnectionHandler(certificates, workers, setup, idle, local, remote);
  }

  /** The handler of a dialling socket's channel; what is dialled has a {@link #KEY}. */
  ChannelHandler client() {
    return configure(new QuicClientCodecBuilder()).sslEngineProvider(this::clientEngine).build();
  }

  private QuicSslEngine clientEngine(QuicChannel channel) {
    return clientContexts
        .computeIfAbsent(channel.attr(KEY).get(), this::clientContext)
        .newEngine(channel.alloc());
  }

  private QuicSslContext clientContext(PrivateKey key) {
    PeerCertificate own = certificates.issue(key);
    return QuicSslContextBuilder.forClient()
        .keyManager(own.privateKey(), null, own.certificate())
        .trustManager(new PeerTrust(certificates))
        .endpointIdentificationAlgorithm("")
        .applicationProtocols(ALPN)
        .build();
  }

  /** What a connection that came in shakes hands with; made once for each key. */
  QuicSslEngine serverEngine(QuicChannel channel, PrivateKey key) {
    return serverContexts.computeIfAbsent(key, this::serverContext).newEngine(channel.alloc());
  }

  /** For a connection that is not let in: it has no certificate to show. */
  QuicSslEngine refusingEngine(QuicChannel channel) {
    return refusing().newEngine(channel.alloc());
  }

  private synchronized QuicSslContext refusing() {
    QuicSslContext known = refusing;
    if (known == null) {
      known =
          QuicSslContextBuilder.forServer(new NoKeys(), null).applicationProtocols(ALPN).build();
      refusing = known;
    }
    return known;
  }

  private QuicSslContext serverContext(PrivateKey key) {
    PeerCertificate own = certificates.issue(key);
    return QuicSslContextBuilder.forServer(own.privateKey(), null, own.certificate())
        .trustManager(new PeerTrust(certificates))
        .clientAuth(ClientAuth.REQUIRE)
        .applicationProtocols(ALPN)
        .build();
  }

  /** The handler of a listening socket's channel. */
  ChannelHandler server(
      Function<QuicChannel, QuicSslEngine> engines,
      ChannelHandler connections,
      ChannelHandler streams) {
    return configure(new QuicServerCodecBuilder())
        .sslEngineProvider(engines)
        .tokenHandler(tokens)
        .handler(connections)
        .streamHandler(streams)
        .option(ChannelOption.ALLOCATOR, allocator)
        .option(QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR, datagrams.segments())
        .streamOption(ChannelOption.ALLOCATOR, allocator)
        .streamOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .build();
  }

  private <B extends QuicCodecBuilder<B>> B configure(B builder) {
    return builder
        .maxIdleTimeout(idle.toMillis(), TimeUnit.MILLISECONDS)
        .initialMaxData(CONNECTION_WINDOW)
        .initialMaxStreamDataBidirectionalLocal(STREAM_WINDOW)
        .initialMaxStreamDataBidirectionalRemote(STREAM_WINDOW)
        .initialMaxStreamsBidirectional(MAX_STREAMS)
        .initialMaxStreamsUnidirectional(0)
        .activeMigration(false);
  }
}
