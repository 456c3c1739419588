package org.helia.crypto.internal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.helia.api.crypto.BadCertificateException;
import org.helia.api.crypto.Crypto;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PublicKey;

/**
 * The checks of a peer's certificate. No authority is asked, and names do not matter.
 *
 * @see <a href="https://github.com/libp2p/specs/blob/master/tls/tls.md#peer-authentication">Peer
 *     authentication</a>
 */
final class CertificateCheck {
  /** The largest certificate, in bytes: two RSA keys of 8192 bits and their signatures fit. */
  static final int MAX_BYTES = 16 * 1024;

  /** How nearly all certificates are signed. */
  private static final SignedBy ECDSA_SHA256 = new SignedBy("EC", "SHA256withECDSA");

  /** Which hash it is with is said in its parameters. */
  private static final SignedBy PSS = new SignedBy("RSA", "RSASSA-PSS");

  /** How certificates are signed, by object identifier; all with hashes that are not broken. */
  private static final Map<String, SignedBy> ALGORITHMS =
      Map.of(
          "1.2.840.10045.4.3.2", ECDSA_SHA256,
          "1.2.840.10045.4.3.3", new SignedBy("EC", "SHA384withECDSA"),
          "1.2.840.10045.4.3.4", new SignedBy("EC", "SHA512withECDSA"),
          "1.2.840.113549.1.1.10", PSS,
          "1.2.840.113549.1.1.11", new SignedBy("RSA", "SHA256withRSA"),
          "1.2.840.113549.1.1.12", new SignedBy("RSA", "SHA384withRSA"),
          "1.2.840.113549.1.1.13", new SignedBy("RSA", "SHA512withRSA"),
          "1.3.101.112", new SignedBy("Ed25519", "Ed25519"));

  /** Extensions that may be critical: uses, constraints and names matter to authorities only. */
  private static final Set<String> KNOWN =
      Set.of("2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.37", CertificateMaker.EXTENSION);

  private final Crypto crypto;

  CertificateCheck(Crypto crypto) {
    this.crypto = crypto;
  }

  private record SignedBy(String key, String signature) {}

  PublicKey verify(List<X509Certificate> chain, Instant now) {
    if (chain.size() != 1) {
      throw new BadCertificateException(
          "a peer shows exactly one certificate, found " + chain.size());
    }
    try {
      byte[] der = chain.get(0).getEncoded();
      requireSize(der);
      ReadCertificate certificate = ReadCertificate.of(der);
      requireTime(certificate, now);
      certificate.extensions().ifPresent(CertificateCheck::requireKnown);
      requireOwnSignature(certificate);
      return identity(certificate);
    } catch (BadCertificateException e) {
      throw e;
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      // The decoder of malformed DER throws whatever it stumbles over.
      throw new BadCertificateException("the peer's certificate is malformed: " + e, e);
    }
  }

  private static void requireSize(byte[] der) {
    if (der.length > MAX_BYTES) {
      throw new BadCertificateException(
          "a peer's certificate has at most %d bytes, found %d".formatted(MAX_BYTES, der.length));
    }
  }

  private static void requireTime(ReadCertificate certificate, Instant now) {
    if (now.isBefore(certificate.start()) || now.isAfter(certificate.end())) {
      throw new BadCertificateException(
          "the peer's certificate is valid from %s to %s, and it is %s"
              .formatted(certificate.start(), certificate.end(), now));
    }
  }

  private static void requireKnown(Extensions extensions) {
    Set<String> unknown = new TreeSet<>();
    for (ASN1ObjectIdentifier id : extensions.getCriticalExtensionOIDs()) {
      unknown.add(id.getId());
    }
    unknown.removeAll(KNOWN);
    if (!unknown.isEmpty()) {
      throw new BadCertificateException(
          "the peer's certificate has critical extensions that nobody knows here: " + unknown);
    }
  }

  private void requireOwnSignature(ReadCertificate certificate) throws GeneralSecurityException {
    String id = certificate.algorithm().getAlgorithm().getId();
    SignedBy algorithm = ALGORITHMS.get(id);
    if (algorithm == null) {
      throw new BadCertificateException("the peer's certificate is signed by algorithm " + id);
    }
    boolean signed =
        algorithm.equals(ECDSA_SHA256)
            ? isSignedByEcdsa(certificate)
            : isSigned(certificate, algorithm);
    if (!signed) {
      throw new BadCertificateException("the peer's certificate is not signed by its own key");
    }
  }

  /** As identity keys sign: the JDK takes milliseconds for what native code does in 0.1. */
  private boolean isSignedByEcdsa(ReadCertificate certificate) throws GeneralSecurityException {
    PublicKey key;
    try {
      key = PublicKey.of(KeyType.ECDSA, certificate.key());
    } catch (MultiformatsException e) {
      return isSigned(certificate, ECDSA_SHA256); // A curve that identity keys do not have.
    }
    return crypto.verify(key, certificate.signed(), certificate.signature());
  }

  private static boolean isSigned(ReadCertificate certificate, SignedBy algorithm)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm.signature());
    if (algorithm.equals(PSS)) {
      signature.setParameter(PssParameters.of(certificate.algorithm()));
    }
    signature.initVerify(
        KeyFactory.getInstance(algorithm.key())
            .generatePublic(new X509EncodedKeySpec(certificate.key())));
    signature.update(certificate.signed());
    return signature.verify(certificate.signature());
  }

  private PublicKey identity(ReadCertificate certificate) {
    Extension extension =
        certificate
            .extensions()
            .map(all -> all.getExtension(new ASN1ObjectIdentifier(CertificateMaker.EXTENSION)))
            .orElseThrow(
                () ->
                    new BadCertificateException(
                        "the peer's certificate lacks the extension of libp2p"));
    SignedKey signed = SignedKey.decode(extension.getExtnValue().getOctets());
    PublicKey key = key(signed.publicKey());
    if (!crypto.verify(key, CertificateMaker.vouched(certificate.key()), signed.signature())) {
      throw new BadCertificateException("the " + key + " did not sign the certificate's key");
    }
    return key;
  }

  private static PublicKey key(byte[] bytes) {
    try {
      return PublicKey.fromBytes(bytes);
    } catch (MultiformatsException e) {
      throw new BadCertificateException(
          "the key in the peer's certificate is none: " + e.getMessage(), e);
    }
  }
}
