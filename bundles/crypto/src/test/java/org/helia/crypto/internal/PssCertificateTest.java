package org.helia.crypto.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.helia.api.crypto.BadCertificateException;
import org.helia.api.crypto.Crypto;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PrivateKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates that are signed with RSASSA-PSS, as go-libp2p and js-libp2p take them. */
class PssCertificateTest {
  private static final Crypto CRYPTO = NodeCrypto.of("conscrypt", "bouncycastle", "jdk");
  private static final Instant NOW = Instant.parse("2027-06-01T12:00:00Z");
  private static final PrivateKey IDENTITY = CRYPTO.generate(KeyType.ED25519);

  private static KeyPair rsa;

  private final NodeCertificates certificates =
      new NodeCertificates(CRYPTO, InstantSource.fixed(NOW));

  @BeforeAll
  static void generate() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    rsa = generator.generateKeyPair();
  }

  private static PSSParameterSpec pss(String hash, String mask, int salt) {
    return new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(mask), salt, 1);
  }

  /**
   * A certificate of the RSA key.
   *
   * @param named how it says that it is signed
   * @param used how it is signed
   */
  private static List<X509Certificate> chain(AlgorithmIdentifier named, PSSParameterSpec used)
      throws GeneralSecurityException, IOException {
    TBSCertificate content = content(named);
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(used);
    signature.initSign(rsa.getPrivate());
    signature.update(content.getEncoded());
    byte[] der =
        new DERSequence(new ASN1Encodable[] {content, named, new DERBitString(signature.sign())})
            .getEncoded();
    return List.of(
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der)));
  }

  private static AlgorithmIdentifier named(PSSParameterSpec spec)
      throws GeneralSecurityException, IOException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
    parameters.init(spec);
    return new AlgorithmIdentifier(
        PKCSObjectIdentifiers.id_RSASSA_PSS, ASN1Primitive.fromByteArray(parameters.getEncoded()));
  }

  private static TBSCertificate content(AlgorithmIdentifier named) throws IOException {
    byte[] key = rsa.getPublic().getEncoded();
    X500Name name = new X500Name("SERIALNUMBER=1");
    V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
    generator.setSerialNumber(new ASN1Integer(1));
    generator.setSignature(named);
    generator.setIssuer(name);
    generator.setSubject(name);
    generator.setStartDate(new Time(Date.from(NOW.minus(Duration.ofHours(1)))));
    generator.setEndDate(new Time(Date.from(NOW.plus(Duration.ofHours(1)))));
    generator.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(key));
    generator.setExtensions(new Extensions(extension(key)));
    return generator.generateTBSCertificate();
  }

  private static Extension extension(byte[] key) throws IOException {
    DERSequence signedKey =
        new DERSequence(
            new ASN1Encodable[] {
              new DEROctetString(IDENTITY.publicKey().toBytes()),
              new DEROctetString(CRYPTO.sign(IDENTITY, CertificateMaker.vouched(key)))
            });
    return new Extension(
        new ASN1ObjectIdentifier(CertificateMaker.EXTENSION), false, new DEROctetString(signedKey));
  }

  @ParameterizedTest
  @CsvSource({"SHA-256, 32", "SHA-384, 48", "SHA-512, 64"})
  void verify_hashThatIsNotBroken_isTheIdentity(String hash, int salt) throws Exception {
    PSSParameterSpec spec = pss(hash, hash, salt);

    assertThat(certificates.verify(chain(named(spec), spec))).isEqualTo(IDENTITY.publicKey());
  }

  @ParameterizedTest
  @CsvSource({
    "SHA-1, SHA-1, 20",
    "SHA-256, SHA-1, 32",
    "SHA-256, SHA-256, 20",
    "SHA-224, SHA-224, 28"
  })
  void verify_otherParameters_isRefused(String hash, String mask, int salt) throws Exception {
    PSSParameterSpec spec = pss(hash, mask, salt);

    assertThatExceptionOfType(BadCertificateException.class)
        .isThrownBy(() -> certificates.verify(chain(named(spec), spec)))
        .withMessageStartingWith("RSASSA-PSS takes one of the hashes");
  }

  @Test
  void verify_signedOtherwiseThanItSays_isRefused() throws Exception {
    AlgorithmIdentifier named = named(pss("SHA-256", "SHA-256", 32));

    assertThatExceptionOfType(BadCertificateException.class)
        .isThrownBy(() -> certificates.verify(chain(named, pss("SHA-512", "SHA-512", 64))))
        .withMessage("the peer's certificate is not signed by its own key");
  }
}
