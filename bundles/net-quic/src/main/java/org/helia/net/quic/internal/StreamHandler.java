package org.helia.net.quic.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.quic.QuicStreamResetException;

/** Passes what happens on a stream's channel on to the stream. */
final class StreamHandler extends ChannelInboundHandlerAdapter {
  private final QuicConnection connection;
  private final QuicStream stream;

  StreamHandler(QuicConnection connection, QuicStream stream) {
    this.connection = connection;
    this.stream = stream;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      connection.heard(bytes.readableBytes());
      stream.read(bytes);
    } finally {
      bytes.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    stream.readComplete();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      stream.receivedEnd();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof QuicStreamResetException) {
      stream.receivedReset();
    }
    context.close();
  }

  /** Whatever has not ended until now ends without a word of the remote's. */
  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (context.channel().parent().isActive()) {
      stream.receivedReset();
    }
  }
}
