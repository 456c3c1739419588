package org.helia.net.tls.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.conscrypt.Conscrypt;
import org.helia.api.crypto.PeerCertificate;
import org.helia.api.crypto.PeerCertificates;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.multiformats.peer.PublicKey;

/** Takes the names out of the certificates that another one issues. */
final class NamelessCertificates implements PeerCertificates {
  /** Where issuer and subject are in the signed content. */
  private static final Set<Integer> NAMES = Set.of(3, 5);

  private final PeerCertificates real;

  NamelessCertificates(PeerCertificates real) {
    this.real = real;
  }

  @Override
  public PeerCertificate issue(PrivateKey identity) {
    PeerCertificate issued = real.issue(identity);
    try {
      return new PeerCertificate(withoutNames(issued), issued.privateKey());
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static X509Certificate withoutNames(PeerCertificate issued)
      throws GeneralSecurityException, IOException {
    ASN1Sequence certificate = ASN1Sequence.getInstance(issued.certificate().getEncoded());
    ASN1Sequence named = ASN1Sequence.getInstance(certificate.getObjectAt(0));
    ASN1EncodableVector content = new ASN1EncodableVector();
    for (int i = 0; i < named.size(); i++) {
      content.add(NAMES.contains(i) ? new DERSequence() : named.getObjectAt(i));
    }
    return signed(new DERSequence(content), certificate.getObjectAt(1), issued);
  }

  /** Read by Conscrypt, as the JDK refuses it. */
  private static X509Certificate signed(
      ASN1Sequence content, ASN1Encodable algorithm, PeerCertificate issued)
      throws GeneralSecurityException, IOException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(issued.privateKey());
    signature.update(content.getEncoded());
    ASN1EncodableVector parts = new ASN1EncodableVector();
    parts.add(content);
    parts.add(algorithm);
    parts.add(new DERBitString(signature.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509", Conscrypt.newProvider())
            .generateCertificate(new ByteArrayInputStream(new DERSequence(parts).getEncoded()));
  }

  @Override
  public PublicKey verify(List<X509Certificate> chain) {
    return real.verify(chain);
  }
}
