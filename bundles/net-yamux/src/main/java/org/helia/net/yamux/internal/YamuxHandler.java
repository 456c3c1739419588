package org.helia.net.yamux.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Passes what happens in the channel's pipeline on to the connection. */
final class YamuxHandler extends ChannelInboundHandlerAdapter {
  private final YamuxConnection connection;
  private final Dispatcher dispatcher;
  private final FrameParser parser;

  YamuxHandler(YamuxConnection connection) {
    this.connection = connection;
    this.dispatcher = new Dispatcher(connection);
    this.parser = new FrameParser(dispatcher);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    connection.start();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      if (connection.isListening()) {
        connection.heard(bytes.readableBytes());
        parser.parse(bytes);
      }
    } catch (ProtocolViolation e) {
      connection.refuse(e);
    } finally {
      bytes.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    dispatcher.readComplete();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    connection.outbox().drain();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    connection.hungUp();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    connection.fail(cause);
  }
}
