package org.helia.net.tls.internal;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.helia.api.crypto.BadCertificateException;
import org.helia.api.crypto.PeerCertificates;

/**
 * Trusts whoever proves to have the key in his certificate. There are no authorities and no names:
 * whether he is the peer that was looked for is seen afterwards, from the key.
 */
final class PeerTrust extends X509ExtendedTrustManager {
  private final PeerCertificates certificates;

  PeerTrust(PeerCertificates certificates) {
    this.certificates = certificates;
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    try {
      certificates.verify(List.of(chain));
    } catch (BadCertificateException e) {
      throw new CertificateException(e.getMessage(), e);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
