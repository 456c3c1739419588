package org.helia.net.quic.internal;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicSslEngine;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.net.spi.ConnectionSetup;
import org.helia.net.spi.Transport;
import org.jspecify.annotations.Nullable;

/**
 * A port that is listened on. All connections that come in share its socket, so that is closed, and
 * the port free, only when the last of them has ended.
 */
final class QuicListener implements Transport.Listener {
  private static final AttributeKey<Optional<ConnectionSetup>> SETUP =
      AttributeKey.valueOf(QuicListener.class, "setup");
  private static final AttributeKey<ConnectionHandler> HANDLER =
      AttributeKey.valueOf(QuicListener.class, "handler");
  private static final long CLOSE_SECONDS = 5;

  /** The transport error of RFC 9000, section 20.1. */
  private static final int CONNECTION_REFUSED = 2;

  private final Codecs codecs;
  private final Transport.Inbound inbound;
  private final SharedSocket socket = new SharedSocket();
  private volatile @Nullable Multiaddr address;

  QuicListener(Codecs codecs, Transport.Inbound inbound) {
    this.codecs = codecs;
    this.inbound = inbound;
  }

  ChannelHandler codec() {
    return codecs.server(this::engine, new Connections(), new Streams());
  }

  void listening(Channel bound) {
    address = QuicTransport.multiaddr((InetSocketAddress) bound.localAddress());
    socket.bound(bound);
  }

  /** Asked once for each connection, before its handshake. */
  private Optional<ConnectionSetup> setup(QuicChannel channel) {
    Optional<ConnectionSetup> known = channel.attr(SETUP).get();
    if (known == null) {
      known = socket.isEnded() ? Optional.empty() : inbound.admit(local(channel), remote(channel));
      channel.attr(SETUP).set(known);
    }
    return known;
  }

  private static Multiaddr local(QuicChannel channel) {
    return QuicTransport.multiaddr((InetSocketAddress) channel.localSocketAddress());
  }

  private static Multiaddr remote(QuicChannel channel) {
    return QuicTransport.multiaddr((InetSocketAddress) channel.remoteSocketAddress());
  }

  private QuicSslEngine engine(QuicChannel channel) {
    return setup(channel)
        .map(setup -> codecs.serverEngine(channel, setup.localKey()))
        .orElseGet(() -> codecs.refusingEngine(channel));
  }

  private final class Connections extends ChannelInitializer<QuicChannel> {
    @Override
    public boolean isSharable() {
      return true;
    }

    @Override
    protected void initChannel(QuicChannel channel) {
      Optional<ConnectionSetup> setup = setup(channel);
      if (setup.isEmpty()) {
        refuse(channel);
        return;
      }
      ConnectionHandler handler = codecs.handler(setup.get(), local(channel), remote(channel));
      channel.attr(HANDLER).set(handler);
      channel.pipeline().addLast(handler);
      setup.get().onGivenUp(channel::close);
      socket.use(channel);
    }
  }

  /**
   * Tells the remote, which would go on asking until its handshake times out. The library can do so
   * only when it has read the remote's first packet, as it is about to.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9000#section-5.2.2">RFC 9000, Server Packet
   *     Handling</a>
   */
  private static void refuse(QuicChannel channel) {
    channel.pipeline().addLast(new Refused());
    channel
        .eventLoop()
        .execute(() -> channel.close(false, CONNECTION_REFUSED, Unpooled.EMPTY_BUFFER));
  }

  /** Its handshake fails for want of a certificate, if it comes to that. */
  private static final class Refused extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable expected) {}
  }

  private static final class Streams extends ChannelInitializer<QuicStreamChannel> {
    @Override
    public boolean isSharable() {
      return true;
    }

    @Override
    protected void initChannel(QuicStreamChannel opened) {
      opened.parent().attr(HANDLER).get().accept(opened);
    }
  }

  @Override
  public Multiaddr address() {
    return Objects.requireNonNull(address, "not listening");
  }

  @Override
  public void close() {
    Future<?> ending = socket.end();
    if (ending != null) {
      ending.awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
