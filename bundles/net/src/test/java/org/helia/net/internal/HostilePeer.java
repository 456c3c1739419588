package org.helia.net.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.net.spi.SecureChannel;
import org.helia.net.spi.multistream.NegotiationHandler;

/**
 * A peer that sends whatever bytes it is told to, from the first one on or after an honest
 * handshake. Has memory of its own, so that a test sees what the node under attack holds.
 */
final class HostilePeer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Channel channel;
  private final AtomicLong received = new AtomicLong();

  /**
   * @param channel connected, and not read from; its last handler is dropped when it is secured
   */
  HostilePeer(Channel channel) {
    this.channel = channel;
    listen();
  }

  /**
   * Shakes hands.
   *
   * @param muxers what it offers in the handshake
   */
  void secure(SecureChannel secure, PrivateKey key, List<String> muxers) throws Exception {
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
