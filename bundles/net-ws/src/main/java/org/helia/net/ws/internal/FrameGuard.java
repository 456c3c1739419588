package org.helia.net.ws.internal;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * Hangs up on a remote that sends text, which libp2p does not have, or that asks for answers and
 * reads none of them.
 */
final class FrameGuard extends ChannelInboundHandlerAdapter {
  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    boolean flood = message instanceof PingWebSocketFrame && !context.channel().isWritable();
    if (flood || message instanceof TextWebSocketFrame) {
      ReferenceCountUtil.release(message);
      context.close();
    } else {
      context.fireChannelRead(message);
    }
  }
}
