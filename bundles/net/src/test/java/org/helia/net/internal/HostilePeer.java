package org.helia.net.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.net.spi.IpEndpoint;
import org.helia.net.spi.SecureChannel;
import org.helia.net.spi.multistream.NegotiationHandler;

/**
 * A peer that sends whatever bytes it is told to, from the first one on or after an honest
 * handshake. Has memory of its own, so that a test sees what the node under attack holds.
 */
final class HostilePeer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String YAMUX = "/yamux/1.0.0";

  /** The threads of all of them. */
  static final class Gang implements AutoCloseable {
    private final EventLoopGroup group =
        new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());

    /** One that has sent nothing yet. */
    HostilePeer connect(Multiaddr to) throws Exception {
      return new HostilePeer(group, to);
    }

    /** One that has shaken hands, and is before the first frame of yamux. */
    HostilePeer secured(Multiaddr to, SecureChannel channel, PrivateKey key) throws Exception {
      return secured(to, channel, key, List.of(YAMUX));
    }

    /**
     * @param muxers what it offers in the handshake
     */
    HostilePeer secured(Multiaddr to, SecureChannel channel, PrivateKey key, List<String> muxers)
        throws Exception {
      HostilePeer peer = connect(to);
      peer.secure(channel, key, muxers);
      return peer;
    }

    @Override
    public void close() {
      group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  private final Channel channel;
  private final AtomicLong received = new AtomicLong();

  private HostilePeer(EventLoopGroup group, Multiaddr to) throws Exception {
    InetSocketAddress socket = IpEndpoint.of(to).orElseThrow().socket();
    channel =
        new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT)
            .option(ChannelOption.AUTO_READ, false)
            .handler(new ChannelInboundHandlerAdapter())
            .connect(socket)
            .sync()
            .channel();
    listen();
  }

  private void secure(SecureChannel secure, PrivateKey key, List<String> muxers) throws Exception {
    CompletableFuture<SecureChannel.Secured> secured = new CompletableFuture<>();
    channel
        .eventLoop()
        .execute(
            () -> {
              channel.pipeline().removeLast();
              NegotiationHandler negotiation =
                  NegotiationHandler.initiator(List.of(secure.protocol()), PATIENCE);
              channel.pipeline().addLast(negotiation);
              negotiation
                  .agreed()
                  .thenCompose(
                      agreed ->
                          secure.secure(
                              channel,
                              new SecureChannel.Handshake(
                                  true, key, Optional.empty(), muxers, PATIENCE)))
                  .whenComplete(
                      (done, failure) -> {
                        if (failure == null) {
                          channel.pipeline().addLast(new Count());
                          secured.complete(done);
                        } else {
                          secured.completeExceptionally(failure);
                        }
                      });
            });
    secured.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private void listen() {
    channel.pipeline().addLast(new Count());
    channel.config().setAutoRead(true);
  }

  /** Takes everything and does nothing with it. */
  private final class Count extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof ByteBuf bytes) {
        received.addAndGet(bytes.readableBytes());
      }
      ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }

  /** Reads nothing from now on. */
  HostilePeer deaf() {
    channel.config().setAutoRead(false);
    return this;
  }

  /** Sends bytes, without waiting until they are taken. */
  HostilePeer send(byte[]... parts) {
    channel.writeAndFlush(Unpooled.wrappedBuffer(parts));
    return this;
  }

  /** Sends bytes and waits until the system has them, or the connection has ended. */
  HostilePeer sendAll(byte[]... parts) throws InterruptedException {
    channel.writeAndFlush(Unpooled.wrappedBuffer(parts)).await();
    return this;
  }

  boolean isOpen() {
    return channel.isActive();
  }

  long received() {
    return received.get();
  }

  @Override
  public void close() {
    channel.close().awaitUninterruptibly();
  }
}
