package org.helia.crypto.internal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import org.helia.api.crypto.Crypto;
import org.helia.api.crypto.CryptoException;
import org.helia.api.crypto.PeerCertificate;
import org.helia.api.crypto.PeerCertificates;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.multiformats.peer.PublicKey;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes and checks certificates that carry a peer's key. */
@Component
public final class NodeCertificates implements PeerCertificates {
  private final CertificateMaker maker;
  private final CertificateCheck check;
  private final InstantSource clock;

  /** Signs and verifies identity keys with some cryptography. */
  @Activate
  public NodeCertificates(@Reference Crypto crypto) {
    this(crypto, InstantSource.system());
  }

  NodeCertificates(Crypto crypto, InstantSource clock) {
    this.maker = new CertificateMaker(crypto);
    this.check = new CertificateCheck(crypto);
    this.clock = clock;
  }

  @Override
  public PeerCertificate issue(PrivateKey identity) {
    try {
      return maker.make(identity, clock.instant());
    } catch (GeneralSecurityException | IOException e) {
      throw new CryptoException("no certificate can be made for the " + identity + ": " + e, e);
    }
  }

  @Override
  public PublicKey verify(List<X509Certificate> chain) {
    return check.verify(chain, clock.instant());
  }
}
