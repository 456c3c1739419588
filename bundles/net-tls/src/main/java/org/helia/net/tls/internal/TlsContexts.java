package org.helia.net.tls.internal;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.helia.api.crypto.PeerCertificate;
import org.helia.api.crypto.PeerCertificates;
import org.helia.multiformats.peer.PrivateKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two sides of TLS under one certificate: version 1.3 only, a certificate from either side, no
 * names, the muxers in ALPN.
 *
 * @param client for connections that this node dials
 * @param server for those that come in
 */
record TlsContexts(SslContext client, SslContext server) {
  private static final Logger LOG = LoggerFactory.getLogger(TlsContexts.class);

  /**
   * What is offered besides muxers, for peers that agree on the muxer later.
   *
   * @see <a
   *     href="https://github.com/libp2p/specs/blob/master/connections/inlined-muxer-negotiation.md">Inlined
   *     muxer negotiation</a>
   */
  static final String NO_MUXER = "libp2p";

  private static final SslProvider ENGINES = engines();

  private static final String VERSION = "TLSv1.3";

  /**
   * BoringSSL, which leaves the reading of certificates to this bundle. The JDK reads them itself
   * and refuses those without names, as js-libp2p makes them; so does Conscrypt, which has the JDK
   * read them.
   */
  private static SslProvider engines() {
    if (OpenSsl.isAvailable()) {
      return SslProvider.OPENSSL;
    }
    LOG.warn(
        "TLS is done by the JDK, which cannot talk to js-libp2p, as BoringSSL does not load: {}",
        String.valueOf(OpenSsl.unavailabilityCause()));
    return SslProvider.JDK;
  }

  static TlsContexts of(PeerCertificates certificates, PrivateKey identity, List<String> muxers)
      throws SSLException {
    PeerCertificate own = certificates.issue(identity);
    SslContextBuilder client =
        SslContextBuilder.forClient().keyManager(own.privateKey(), own.certificate());
    SslContextBuilder server =
        SslContextBuilder.forServer(own.privateKey(), own.certificate())
            .clientAuth(ClientAuth.REQUIRE);
    return new TlsContexts(
        build(client, certificates, muxers), build(server, certificates, muxers));
  }

  private static SslContext build(
      SslContextBuilder builder, PeerCertificates certificates, List<String> muxers)
      throws SSLException {
    List<String> offered = new ArrayList<>(muxers);
    offered.add(NO_MUXER);
    return builder
        .sslProvider(ENGINES)
        .protocols(VERSION)
        .trustManager(new PeerTrust(certificates))
        .endpointIdentificationAlgorithm(null)
        .applicationProtocolConfig(
            new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                offered))
        .build();
  }
}
