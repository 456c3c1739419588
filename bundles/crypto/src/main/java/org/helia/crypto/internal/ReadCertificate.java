package org.helia.crypto.internal;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;

/**
 * The parts of a certificate that matter between peers. Both the JDK's and Bouncy Castle's readers
 * of whole certificates refuse those of js-libp2p, which have empty names; here names are skipped.
 *
 * @param signed what the signature covers, in DER
 * @param algorithm how it is signed, with parameters
 * @param signature the signature
 * @param start when it becomes valid
 * @param end when it ends to be valid
 * @param key its own key, a SubjectPublicKeyInfo in DER
 * @param extensions its extensions, if it has any
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1">RFC 5280, section 4.1</a>
 */
@SuppressWarnings("ArrayRecordComponent") // Handed from reader to check at once, never compared.
record ReadCertificate(
    byte[] signed,
    AlgorithmIdentifier algorithm,
    byte[] signature,
    Instant start,
    Instant end,
    byte[] key,
    Optional<Extensions> extensions) {
  private static final int VERSION_TAG = 0;
  private static final int EXTENSIONS_TAG = 3;

  /**
   * Reads a certificate.
   *
   * @throws IOException when the bytes are not one in DER
   * @throws RuntimeException likewise: the decoder throws whatever it stumbles over
   */
  static ReadCertificate of(byte[] der) throws IOException {
    ASN1Sequence whole = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(der));
    if (whole.size() != 3 || !Arrays.equals(encoded(whole), der)) {
      throw new IOException("it is not a certificate in DER");
    }
    ASN1Sequence content = ASN1Sequence.getInstance(whole.getObjectAt(0));
    AlgorithmIdentifier algorithm = AlgorithmIdentifier.getInstance(whole.getObjectAt(1));
    byte[] signature = ASN1BitString.getInstance(whole.getObjectAt(2)).getOctets();
    return read(content, algorithm, signature);
  }

  private static ReadCertificate read(
      ASN1Sequence content, AlgorithmIdentifier algorithm, byte[] signature) throws IOException {
    Enumeration<?> fields = content.getObjects();
    Object first = fields.nextElement();
    if (first instanceof ASN1TaggedObject version && version.hasContextTag(VERSION_TAG)) {
      fields.nextElement(); // the serial number
    }
    if (!AlgorithmIdentifier.getInstance(fields.nextElement()).equals(algorithm)) {
      throw new IOException("it says in two ways how it is signed");
    }
    ASN1Sequence.getInstance(fields.nextElement()); // who issued it
    ASN1Sequence validity = ASN1Sequence.getInstance(fields.nextElement());
    ASN1Sequence.getInstance(fields.nextElement()); // whom it names
    SubjectPublicKeyInfo key = SubjectPublicKeyInfo.getInstance(fields.nextElement());
    return new ReadCertificate(
        encoded(content),
        algorithm,
        signature,
        time(validity, 0),
        time(validity, 1),
        encoded(key),
        extensions(fields));
  }

  private static Instant time(ASN1Sequence validity, int index) {
    ASN1Encodable time = validity.getObjectAt(index);
    return Time.getInstance(time).getDate().toInstant();
  }

  private static Optional<Extensions> extensions(Enumeration<?> fields) {
    while (fields.hasMoreElements()) {
      ASN1TaggedObject field = ASN1TaggedObject.getInstance(fields.nextElement());
      if (field.hasContextTag(EXTENSIONS_TAG)) {
        return Optional.of(Extensions.getInstance(ASN1Sequence.getInstance(field, true)));
      }
    }
    return Optional.empty();
  }

  private static byte[] encoded(ASN1Object object) throws IOException {
    return object.getEncoded("DER");
  }
}
