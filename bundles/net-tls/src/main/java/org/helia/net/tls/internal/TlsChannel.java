package org.helia.net.tls.internal;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.helia.api.crypto.CryptoException;
import org.helia.api.crypto.PeerCertificates;
import org.helia.api.net.HandshakeException;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.net.spi.SecureChannel;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The secure channel {@code /tls/1.0.0}. One certificate is made for each identity and start of the
 * component, and what is costly about it is kept.
 */
@Component
public final class TlsChannel implements SecureChannel {
  /** The name that multistream-select agrees on. */
  static final String PROTOCOL = "/tls/1.0.0";

  private final PeerCertificates certificates;
  private volatile @Nullable Prepared prepared;

  /** TLS with certificates of some maker, who also checks those of others. */
  @Activate
  public TlsChannel(@Reference PeerCertificates certificates) {
    this.certificates = certificates;
  }

  /** What connections of one identity with the same muxers have in common. */
  private record Prepared(PrivateKey identity, List<String> muxers, TlsContexts contexts) {
    boolean fits(Handshake handshake) {
      return identity.equals(handshake.localKey()) && muxers.equals(handshake.muxers());
    }
  }

  @Override
  public String protocol() {
    return PROTOCOL;
  }

  @Override
  public CompletableFuture<Secured> secure(Channel channel, Handshake handshake) {
    try {
      TlsContexts contexts = contexts(handshake);
      SslContext context = handshake.initiator() ? contexts.client() : contexts.server();
      SslHandler tls = context.newHandler(channel.alloc());
      tls.setHandshakeTimeout(handshake.timeout().toNanos(), TimeUnit.NANOSECONDS);
      HandshakeHandler end = new HandshakeHandler(tls, certificates, handshake);
      channel.pipeline().addLast(tls, end);
      return end.result();
    } catch (SSLException | CryptoException e) {
      return CompletableFuture.failedFuture(
          new HandshakeException("this node cannot do TLS: " + e, e));
    }
  }

  private TlsContexts contexts(Handshake handshake) throws SSLException {
    Prepared known = prepared;
    if (known == null || !known.fits(handshake)) {
      known =
          new Prepared(
              handshake.localKey(),
              handshake.muxers(),
              TlsContexts.of(certificates, handshake.localKey(), handshake.muxers()));
      prepared = known;
    }
    return known.contexts();
  }
}
