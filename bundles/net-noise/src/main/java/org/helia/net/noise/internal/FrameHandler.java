package org.helia.net.noise.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandler;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.helia.api.crypto.Aead;
import org.helia.api.crypto.CryptoException;
import org.helia.api.net.NetException;

/**
 * Seals what is written and opens what is read after the handshake. Frames are opened where they
 * lie, and what was written between two flushes is put into as few frames as possible. A frame that
 * is not authentic closes the channel.
 */
final class FrameHandler extends ByteToMessageDecoder implements ChannelOutboundHandler {
  /** The most bytes of a sealed frame: its length is written in two bytes. */
  static final int MAX_SEALED_BYTES = 65535;

  /** The most bytes that one frame carries. */
  static final int MAX_PLAIN_BYTES = MAX_SEALED_BYTES - Aead.TAG_BYTES;

  private static final int LENGTH_BYTES = Short.BYTES;
  private static final byte[] NO_ASSOCIATED_DATA = {};

  private final CipherState sealing;
  private final CipherState opening;
  private final WriteQueue waiting = new WriteQueue();
  private boolean broken;

  FrameHandler(NoiseHandshake.Ciphers ciphers) {
    this.sealing = ciphers.sealing();
    this.opening = ciphers.opening();
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (broken) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (in.readableBytes() < LENGTH_BYTES) {
      return;
    }
    int length = in.getUnsignedShort(in.readerIndex());
    if (in.readableBytes() < LENGTH_BYTES + length) {
      return;
    }
    ByteBuf sealed = in.skipBytes(LENGTH_BYTES).readRetainedSlice(length);
    try {
      if (length > Aead.TAG_BYTES) {
        out.add(open(sealed).retain());
      } else {
        open(sealed);
      }
    } catch (CryptoException e) {
      broken = true;
      in.skipBytes(in.readableBytes());
      ctx.fireExceptionCaught(
          new NetException("a Noise frame of %d bytes is not authentic".formatted(length), e));
      ctx.close();
    } finally {
      sealed.release();
    }
  }

  /** The content, in the memory of the sealed frame. */
  private ByteBuf open(ByteBuf sealed) {
    int length = sealed.readableBytes();
    int plain = Math.max(0, length - Aead.TAG_BYTES);
    opening.open(NO_ASSOCIATED_DATA, sealed.nioBuffer(0, length), sealed.nioBuffer(0, plain));
    return sealed.writerIndex(plain);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (!(message instanceof ByteBuf buffer)) {
      ReferenceCountUtil.release(message);
      promise.setFailure(
          new IllegalArgumentException("a secured channel takes bytes, not " + message.getClass()));
    } else if (buffer.isReadable()) {
      waiting.add(buffer, promise);
    } else {
      ctx.write(buffer, promise);
    }
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    try {
      while (!waiting.isEmpty()) {
        sealNext(ctx);
      }
    } catch (CryptoException e) {
      waiting.fail(e);
      ctx.close();
    }
    ctx.flush();
  }

  private void sealNext(ChannelHandlerContext ctx) {
    int plain = (int) Math.min(MAX_PLAIN_BYTES, waiting.bytes());
    int sealed = plain + Aead.TAG_BYTES;
    ByteBuf frame = ctx.alloc().directBuffer(LENGTH_BYTES + sealed);
    ChannelPromise promise = ctx.newPromise();
    try {
      frame.writeShort(sealed);
      waiting.seal(plain, sealing, frame, promise);
    } catch (CryptoException e) {
      frame.release();
      promise.setFailure(e);
      throw e;
    }
    ctx.write(frame, promise);
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    waiting.fail(new ClosedChannelException());
    ctx.close(promise);
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) {
    waiting.fail(new ClosedChannelException());
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    waiting.fail(new ClosedChannelException());
    super.channelInactive(ctx);
  }

  @Override
  public void bind(ChannelHandlerContext ctx, SocketAddress local, ChannelPromise promise) {
    ctx.bind(local, promise);
  }

  @Override
  public void connect(
      ChannelHandlerContext ctx,
      SocketAddress remote,
      SocketAddress local,
      ChannelPromise promise) {
    ctx.connect(remote, local, promise);
  }

  @Override
  public void disconnect(ChannelHandlerContext ctx, ChannelPromise promise) {
    ctx.disconnect(promise);
  }

  @Override
  public void deregister(ChannelHandlerContext ctx, ChannelPromise promise) {
    ctx.deregister(promise);
  }

  @Override
  public void read(ChannelHandlerContext ctx) {
    ctx.read();
  }
}
