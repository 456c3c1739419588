package org.helia.api.crypto;

import java.security.cert.X509Certificate;

/**
 * A certificate and the key it was signed with.
 *
 * @param certificate to be shown to peers
 * @param privateKey to sign the handshake with; not the identity key
 */
public record PeerCertificate(X509Certificate certificate, java.security.PrivateKey privateKey) {
  /** Says whose certificate it is, never the key. */
  @Override
  public String toString() {
    return "certificate " + certificate.getSerialNumber();
  }
}
