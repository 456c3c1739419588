package org.helia.api.crypto;

import java.security.cert.X509Certificate;
import java.util.List;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.multiformats.peer.PublicKey;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Certificates that carry a peer's key instead of an authority's word, for TLS and QUIC. Safe for
 * use by many threads; event loops may call {@link #verify}.
 *
 * @see <a href="https://github.com/libp2p/specs/blob/master/tls/tls.md">libp2p TLS handshake</a>
 */
@ProviderType
public interface PeerCertificates {
  /**
   * Makes a certificate under a fresh key of its own, signed by that key, with an extension in
   * which the identity key vouches for it.
   *
   * @param identity the key that the other side shall see
   */
  PeerCertificate issue(PrivateKey identity);

  /**
   * Checks what a peer has sent: exactly one certificate, valid now, signed by its own key, with an
   * extension whose signature is right.
   *
   * @param chain as the TLS handshake has it
   * @return the peer's identity key
   * @throws BadCertificateException when anything is wrong with it
   */
  PublicKey verify(List<X509Certificate> chain);
}
