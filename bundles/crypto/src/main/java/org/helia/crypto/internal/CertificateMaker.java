package org.helia.crypto.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.helia.api.crypto.Crypto;
import org.helia.api.crypto.PeerCertificate;
import org.helia.multiformats.peer.PrivateKey;

/** Makes certificates in which a peer's key vouches for a key on P-256. */
final class CertificateMaker {
  /** The libp2p extension (tls.md, "Peer authentication"). */
  static final String EXTENSION = "1.3.6.1.4.1.53594.1.1";

  private static final byte[] PREFIX = "libp2p-tls-handshake:".getBytes(US_ASCII);

  /** For peers whose clocks are behind. */
  private static final Duration BEFORE = Duration.ofHours(1);

  /** A certificate is made at each start: it need not end. */
  private static final Duration AFTER = Duration.ofDays(36_500);

  private static final int SERIAL_BITS = 63;

  private final Crypto crypto;
  private final SecureRandom random = new SecureRandom();

  CertificateMaker(Crypto crypto) {
    this.crypto = crypto;
  }

  /** What the identity key signs: the key of the certificate, as an X.509 SubjectPublicKeyInfo. */
  static byte[] vouched(byte[] certificateKey) {
    return ByteBuffer.allocate(PREFIX.length + certificateKey.length)
        .put(PREFIX)
        .put(certificateKey)
        .array();
  }

  PeerCertificate make(PrivateKey identity, Instant now)
      throws GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    TBSCertificate content = content(identity, pair.getPublic().getEncoded(), now);
    byte[] der = signed(content, pair.getPrivate());
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der));
    return new PeerCertificate(certificate, pair.getPrivate());
  }

  private TBSCertificate content(PrivateKey identity, byte[] key, Instant now) throws IOException {
    X500Name name = new X500Name("SERIALNUMBER=" + serial());
    V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
    generator.setSerialNumber(new ASN1Integer(serial()));
    generator.setSignature(new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256));
    generator.setIssuer(name);
    generator.setSubject(name);
    generator.setStartDate(new Time(Date.from(now.minus(BEFORE))));
    generator.setEndDate(new Time(Date.from(now.plus(AFTER))));
    generator.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(key));
    generator.setExtensions(new Extensions(extension(identity, key)));
    return generator.generateTBSCertificate();
  }

  private BigInteger serial() {
    return new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE);
  }

  private Extension extension(PrivateKey identity, byte[] key) throws IOException {
    DERSequence signedKey =
        new DERSequence(
            new ASN1Encodable[] {
              new DEROctetString(identity.publicKey().toBytes()),
              new DEROctetString(crypto.sign(identity, vouched(key)))
            });
    return new Extension(new ASN1ObjectIdentifier(EXTENSION), false, new DEROctetString(signedKey));
  }

  private static byte[] signed(TBSCertificate content, java.security.PrivateKey key)
      throws GeneralSecurityException, IOException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key);
    signature.update(content.getEncoded());
    return new DERSequence(
            new ASN1Encodable[] {
              content,
              new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256),
              new DERBitString(signature.sign())
            })
        .getEncoded();
  }
}
