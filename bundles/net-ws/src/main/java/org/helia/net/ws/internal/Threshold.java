package org.helia.net.ws.internal;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.ServerHandshakeStateEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.helia.api.net.HandshakeException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.net.spi.ConnectionSetup;
import org.jspecify.annotations.Nullable;

/** Waits at the end of the pipeline until the WebSocket is open, and hands the channel on then. */
final class Threshold extends ChannelInboundHandlerAdapter {
  private final ConnectionSetup setup;
  private final Multiaddr local;
  private final Multiaddr remote;
  private @Nullable ScheduledFuture<?> deadline;

  Threshold(ConnectionSetup setup, Multiaddr local, Multiaddr remote) {
    this.setup = setup;
    this.local = local;
    this.remote = remote;
  }

  /** Netty's own deadline begins with the request, so that a remote could take its time with it. */
  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    deadline =
        context
            .executor()
            .schedule(
                () -> fail(context, "it took too long", null),
                WsTransport.handshakeMillis(setup),
                TimeUnit.MILLISECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE
        || event instanceof HandshakeComplete) {
      context.pipeline().remove(this);
      context.channel().config().setAutoRead(false);
      setup.upgrade(context.channel(), WsTransport.NAME, local, remote);
    } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT
        || event == ServerHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
      fail(context, "it took too long", null);
    } else {
      super.userEventTriggered(context, event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(context, "the remote hung up", null);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    Throwable root = cause.getCause() == null ? cause : cause.getCause();
    fail(context, String.valueOf(root.getMessage()), cause);
  }

  private void fail(ChannelHandlerContext context, String why, @Nullable Throwable cause) {
    String message = "no WebSocket with " + remote + ": " + why;
    setup.failed(
        cause == null ? new HandshakeException(message) : new HandshakeException(message, cause));
    context.close();
  }
}
