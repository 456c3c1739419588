package org.helia.crypto.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.conscrypt.Conscrypt;
import org.helia.api.crypto.BadCertificateException;
import org.helia.api.crypto.Crypto;
import org.helia.api.crypto.PeerCertificate;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NodeCertificatesTest {
  private static final Crypto CRYPTO = NodeCrypto.of("conscrypt", "bouncycastle", "jdk");
  private static final Instant NOW = Instant.parse("2027-06-01T12:00:00Z");

  private final NodeCertificates certificates = at(NOW);

  private static NodeCertificates at(Instant time) {
    return new NodeCertificates(CRYPTO, InstantSource.fixed(time));
  }

  /** By Conscrypt: the JDK refuses js-libp2p's certificates, which have no names. */
  private static X509Certificate parse(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509", Conscrypt.newProvider())
            .generateCertificate(new ByteArrayInputStream(der));
  }

  @ParameterizedTest
  @FixtureSource("tls/certificates.json")
  void verify_ofOthers_isAsTheVectorSays(Fixture vector) throws CertificateException {
    List<X509Certificate> chain = List.of(parse(vector.bytes("cert_der_hex")));
    if (vector.text("expect").equals("valid")) {
      assertThat(PeerId.of(certificates.verify(chain))).hasToString(vector.text("peer_id"));
    } else {
      assertThatExceptionOfType(BadCertificateException.class)
          .isThrownBy(() -> certificates.verify(chain));
    }
  }

  @ParameterizedTest
  @EnumSource
  void issue_anyIdentity_isVerified(KeyType type) throws GeneralSecurityException {
    PrivateKey identity = CRYPTO.generate(type);

    PeerCertificate issued = certificates.issue(identity);

    X509Certificate received = parse(issued.certificate().getEncoded());
    assertThat(certificates.verify(List.of(received))).isEqualTo(identity.publicKey());
    assertThat(received.getPublicKey().getAlgorithm()).isEqualTo("EC");
    assertThat(received.getVersion()).isEqualTo(3);
    assertThat(certificates.issue(identity).certificate().getPublicKey())
        .as("a fresh key each time")
        .isNotEqualTo(received.getPublicKey());
    assertThat(issued).hasToString("certificate " + received.getSerialNumber());
  }

  @Test
  void verify_anHourBefore_isValid() {
    List<X509Certificate> chain =
        List.of(certificates.issue(CRYPTO.generate(KeyType.ED25519)).certificate());

    assertThat(at(NOW.minus(Duration.ofHours(1))).verify(chain)).isNotNull();
    assertThatExceptionOfType(BadCertificateException.class)
        .isThrownBy(() -> at(NOW.minus(Duration.ofHours(2))).verify(chain));
    assertThat(at(NOW.plus(Duration.ofDays(36_000))).verify(chain)).isNotNull();
    assertThatExceptionOfType(BadCertificateException.class)
        .isThrownBy(() -> at(NOW.plus(Duration.ofDays(37_000))).verify(chain));
  }

  @Test
  void verify_noneOrTwo_isRefused() {
    X509Certificate one = certificates.issue(CRYPTO.generate(KeyType.ED25519)).certificate();

    assertThatExceptionOfType(BadCertificateException.class)
        .isThrownBy(() -> certificates.verify(List.of()))
        .withMessage("a peer shows exactly one certificate, found 0");
    assertThatExceptionOfType(BadCertificateException.class)
        .isThrownBy(() -> certificates.verify(List.of(one, one)))
        .withMessage("a peer shows exactly one certificate, found 2");
  }
}
