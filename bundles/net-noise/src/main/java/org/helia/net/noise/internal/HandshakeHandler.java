package org.helia.net.noise.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.helia.api.crypto.Crypto;
import org.helia.api.crypto.CryptoException;
import org.helia.api.net.HandshakeException;
import org.helia.api.net.NetException;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PublicKey;
import org.helia.net.spi.SecureChannel.Handshake;
import org.helia.net.spi.SecureChannel.Secured;
import org.jspecify.annotations.Nullable;

/**
 * Moves the three messages of the handshake, each behind its length in two bytes, and then gives
 * way to a {@link FrameHandler}.
 */
final class HandshakeHandler extends ByteToMessageDecoder {
  static final byte[] NO_PROLOGUE = {};

  /** The longest message that is read, in bytes: room for RSA keys of 8192 bits, and much more. */
  static final int MAX_MESSAGE_BYTES = 16 * 1024;

  private static final byte[] NO_PAYLOAD = {};
  private static final int LENGTH_BYTES = Short.BYTES;

  private final Crypto crypto;
  private final NoiseHandshake noise;
  private final Handshake wanted;
  private final Payload ours;
  private final CompletableFuture<Secured> result = new CompletableFuture<>();
  private @Nullable Secured secured;
  private @Nullable Future<?> deadline;

  HandshakeHandler(Crypto crypto, NoiseHandshake noise, Handshake wanted, Payload ours) {
    this.crypto = crypto;
    this.noise = noise;
    this.wanted = wanted;
    this.ours = ours;
  }

  CompletableFuture<Secured> result() {
    return result;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    deadline =
        ctx.executor().schedule(this::late, wanted.timeout().toNanos(), TimeUnit.NANOSECONDS);
    if (wanted.initiator()) {
      send(ctx, NO_PAYLOAD);
    }
  }

  private void late() {
    result.completeExceptionally(
        new HandshakeException(
            "the Noise handshake did not end within %d ms: %d of 3 messages came through"
                .formatted(wanted.timeout().toMillis(), noise.messages())));
  }

  private void send(ChannelHandlerContext ctx, byte[] payload) {
    byte[] message = noise.write(payload);
    ByteBuf frame = ctx.alloc().directBuffer(LENGTH_BYTES + message.length);
    frame.writeShort(message.length).writeBytes(message);
    ctx.writeAndFlush(frame).addListener((ChannelFutureListener) this::sent);
  }

  private void sent(ChannelFuture write) {
    Throwable cause = write.cause();
    if (cause != null) {
      fail(new HandshakeException("the Noise handshake cannot be sent: " + cause, cause));
    }
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (result.isDone()) {
      in.skipBytes(in.readableBytes());
      return;
    }
    try {
      byte[] message = nextMessage(in);
      if (message != null) {
        read(ctx, message);
      }
    } catch (NetException | CryptoException e) {
      in.skipBytes(in.readableBytes());
      fail(e);
    }
  }

  private static byte @Nullable [] nextMessage(ByteBuf in) {
    if (in.readableBytes() < LENGTH_BYTES) {
      return null;
    }
    int length = in.getUnsignedShort(in.readerIndex());
    if (length > MAX_MESSAGE_BYTES) {
      throw new HandshakeException(
          "a message of a Noise handshake has at most %d bytes, the remote announces %d"
              .formatted(MAX_MESSAGE_BYTES, length));
    }
    if (in.readableBytes() < LENGTH_BYTES + length) {
      return null;
    }
    byte[] message = new byte[length];
    in.skipBytes(LENGTH_BYTES).readBytes(message);
    return message;
  }

  private void read(ChannelHandlerContext ctx, byte[] message) {
    byte[] payload = noise.read(message);
    if (noise.messages() > 1) {
      secured = check(Payload.decode(payload));
    }
    if (!noise.isOver()) {
      send(ctx, ours.encode());
    }
    if (noise.isOver() && secured != null) {
      finish(ctx, secured);
    }
  }

  private Secured check(Payload theirs) {
    PublicKey key = theirs.verify(crypto, noise.theirStatic());
    PeerId found = PeerId.of(key);
    wanted
        .expectedPeer()
        .filter(expected -> !expected.equals(found))
        .ifPresent(
            expected -> {
              throw new HandshakeException("looked for peer " + expected + ", found " + found);
            });
    return new Secured(key, muxer(theirs.muxers()));
  }

  /**
   * The first of the initiator's muxers that the responder has, too; none when a side says nothing
   * of muxers, as older ones do.
   *
   * @see <a
   *     href="https://github.com/libp2p/specs/blob/master/connections/inlined-muxer-negotiation.md">Inlined
   *     muxer negotiation</a>
   * @throws HandshakeException when both sides name muxers, and no two are the same
   */
  private Optional<String> muxer(List<String> theirs) {
    List<String> ours = wanted.muxers();
    List<String> initiators = wanted.initiator() ? ours : theirs;
    List<String> responders = wanted.initiator() ? theirs : ours;
    Optional<String> common = initiators.stream().filter(responders::contains).findFirst();
    if (common.isEmpty() && !ours.isEmpty() && !theirs.isEmpty()) {
      throw new HandshakeException(
          "the remote muxes with none of %s, only with others".formatted(String.join(", ", ours)));
    }
    return common;
  }

  /** The next handlers are added before what came behind the last message is passed on. */
  private void finish(ChannelHandlerContext ctx, Secured outcome) {
    stopClock();
    ctx.pipeline().addAfter(ctx.name(), null, new FrameHandler(noise.split()));
    result.complete(outcome);
    ctx.pipeline().remove(this);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    fail(
        new HandshakeException(
            "the remote closed the connection after %d of 3 messages of the Noise handshake"
                .formatted(noise.messages())));
    super.channelInactive(ctx);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(new HandshakeException("the Noise handshake failed: " + cause, cause));
  }

  private void fail(RuntimeException cause) {
    stopClock();
    result.completeExceptionally(
        cause instanceof HandshakeException
            ? cause
            : new HandshakeException(
                "message %d of the Noise handshake is of no use: %s"
                    .formatted(noise.messages(), cause.getMessage()),
                cause));
  }

  private void stopClock() {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  /** Also when the channel goes before the remote answered. */
  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) {
    if (!result.isDone()) {
      fail(new HandshakeException("the connection was given up during the Noise handshake"));
    }
  }
}
