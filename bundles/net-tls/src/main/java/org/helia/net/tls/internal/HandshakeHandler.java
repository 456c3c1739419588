package org.helia.net.tls.internal;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.helia.api.crypto.BadCertificateException;
import org.helia.api.crypto.PeerCertificates;
import org.helia.api.net.HandshakeException;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PublicKey;
import org.helia.net.spi.SecureChannel.Handshake;
import org.helia.net.spi.SecureChannel.Secured;
import org.jspecify.annotations.Nullable;

/**
 * Stands behind Netty's TLS until that has shaken hands, and then says with whom. The event of the
 * handshake comes before any decrypted byte.
 */
final class HandshakeHandler extends ChannelInboundHandlerAdapter {
  private final SslHandler tls;
  private final PeerCertificates certificates;
  private final Handshake wanted;
  private final CompletableFuture<Secured> result = new CompletableFuture<>();

  HandshakeHandler(SslHandler tls, PeerCertificates certificates, Handshake wanted) {
    this.tls = tls;
    this.certificates = certificates;
    this.wanted = wanted;
  }

  CompletableFuture<Secured> result() {
    return result;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof SslHandshakeCompletionEvent completion) {
      if (completion.isSuccess()) {
        end(ctx);
      } else {
        fail(completion.cause());
      }
    } else {
      super.userEventTriggered(ctx, event);
    }
  }

  private void end(ChannelHandlerContext ctx) {
    try {
      PublicKey key = certificates.verify(chain());
      requireExpected(PeerId.of(key));
      result.complete(new Secured(key, muxer(tls.applicationProtocol())));
      ctx.pipeline().remove(this);
    } catch (BadCertificateException | SSLPeerUnverifiedException | HandshakeException e) {
      fail(e);
      ctx.close();
    }
  }

  private List<X509Certificate> chain() throws SSLPeerUnverifiedException {
    List<X509Certificate> chain = new ArrayList<>();
    for (Certificate certificate : tls.engine().getSession().getPeerCertificates()) {
      chain.add((X509Certificate) certificate);
    }
    return chain;
  }

  private void requireExpected(PeerId found) {
    wanted
        .expectedPeer()
        .filter(expected -> !expected.equals(found))
        .ifPresent(
            expected -> {
              throw new HandshakeException("looked for peer " + expected + ", found " + found);
            });
  }

  /** A remote that knows nothing of this agrees on {@link TlsContexts#NO_MUXER} or on nothing. */
  private Optional<String> muxer(@Nullable String agreed) {
    return Optional.ofNullable(agreed).filter(wanted.muxers()::contains);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    fail(new HandshakeException("the remote closed the connection during the TLS handshake"));
    super.channelInactive(ctx);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(cause);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (!result.isDone()) {
      fail(new HandshakeException("the connection was given up during the TLS handshake"));
    }
  }

  /** The reason that is nearest to the fault: TLS wraps what the check of a certificate says. */
  private void fail(Throwable cause) {
    Throwable reason = cause;
    while (reason.getCause() != null && !(reason instanceof BadCertificateException)) {
      reason = reason.getCause();
    }
    result.completeExceptionally(
        cause instanceof HandshakeException
            ? cause
            : new HandshakeException("the TLS handshake failed: " + reason.getMessage(), cause));
  }
}
