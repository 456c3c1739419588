package org.helia.crypto.internal;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.helia.api.crypto.BadCertificateException;

/**
 * The content of the libp2p extension: {@code SEQUENCE { publicKey OCTET STRING, signature OCTET
 * STRING }}.
 *
 * @param publicKey the identity key in libp2p's encoding
 * @param signature of that key over the key of the certificate
 */
@SuppressWarnings("ArrayRecordComponent") // Handed from decoder to check at once, never compared.
record SignedKey(byte[] publicKey, byte[] signature) {
  /**
   * Reads what an extension holds.
   *
   * @param content the sequence in DER
   * @throws BadCertificateException when it is anything else
   */
  static SignedKey decode(byte[] content) {
    try {
      ASN1Sequence fields = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(content));
      if (fields.size() != 2) {
        throw new IOException("expected 2 fields, found " + fields.size());
      }
      return new SignedKey(octets(fields, 0), octets(fields, 1));
    } catch (IOException | RuntimeException e) {
      throw new BadCertificateException("the extension of libp2p is malformed: " + e, e);
    }
  }

  private static byte[] octets(ASN1Sequence fields, int index) {
    return ASN1OctetString.getInstance(fields.getObjectAt(index)).getOctets();
  }
}
