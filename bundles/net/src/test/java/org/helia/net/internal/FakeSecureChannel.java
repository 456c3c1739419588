package org.helia.net.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.helia.api.net.HandshakeException;
import org.helia.multiformats.peer.PublicKey;
import org.helia.net.spi.SecureChannel;

/** Each side says its key and is believed. */
final class FakeSecureChannel implements SecureChannel {
  private final String protocol;
  private final boolean earlyMuxer;

  /**
   * @param earlyMuxer whether the handshake agrees on the first muxer, too
   */
  FakeSecureChannel(String protocol, boolean earlyMuxer) {
    this.protocol = protocol;
    this.earlyMuxer = earlyMuxer;
  }

  @Override
  public String protocol() {
    return protocol;
  }

  @Override
  public CompletableFuture<Secured> secure(Channel channel, Handshake handshake) {
    CompletableFuture<Secured> secured = new CompletableFuture<>();
    channel.pipeline().addLast(new Greeting(secured, handshake));
    byte[] key = handshake.localKey().publicKey().toBytes();
    var unused = channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {(byte) key.length}, key));
    return secured;
  }

  private final class Greeting extends ByteToMessageDecoder {
    private final CompletableFuture<Secured> secured;
    private final Handshake handshake;

    Greeting(CompletableFuture<Secured> secured, Handshake handshake) {
      this.secured = secured;
      this.handshake = handshake;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
      int length = in.getByte(in.readerIndex());
      if (in.readableBytes() > length) {
        byte[] key = new byte[length];
        in.skipBytes(1).readBytes(key);
        Optional<String> muxer =
            earlyMuxer ? handshake.muxers().stream().findFirst() : Optional.empty();
        secured.complete(new Secured(PublicKey.fromBytes(key), muxer));
        context.pipeline().remove(this);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
      secured.completeExceptionally(new HandshakeException("the remote hung up"));
      super.channelInactive(context);
    }
  }
}
