package org.helia.multiformats.internal.key;

import java.util.Arrays;
import org.helia.multiformats.MultiformatsException;

/**
 * The envelopes that all elliptic curve keys share.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5915">RFC 5915, ECPrivateKey</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5480">RFC 5480, elliptic curve public keys</a>
 */
final class EcFormat {
  /** id-ecPublicKey. */
  static final byte[] ALGORITHM = Der.oid("2a8648ce3d0201");

  private EcFormat() {}

  /** A secret number with the point that is its public key. */
  @SuppressWarnings("ArrayRecordComponent") // Handed on within this package, never compared.
  record KeyPair(Curve curve, byte[] secret, byte[] point) {
    static KeyPair of(Curve curve, byte[] secret) {
      return new KeyPair(curve, secret, curve.writeUncompressed(curve.multiplyGenerator(secret)));
    }

    /** An ECPrivateKey; the curve is named in it or, inside PKCS #8, around it. */
    byte[] privateKey(boolean named) {
      byte[] publicKey = Der.element(Der.PUBLIC_KEY, Der.bits(point));
      byte[] parameters = named ? Der.element(Der.PARAMETERS, curve.oid) : new byte[0];
      return Der.sequence(Der.integer(1), Der.octets(secret), parameters, publicKey);
    }

    byte[] pkcs8() {
      return Der.sequence(Der.integer(0), algorithm(curve), Der.octets(privateKey(false)));
    }
  }

  /** An AlgorithmIdentifier. */
  static byte[] algorithm(Curve curve) {
    return Der.sequence(ALGORITHM, curve.oid);
  }

  static byte[] publicKeyInfo(Curve curve, byte[] point) {
    return Der.sequence(algorithm(curve), Der.bits(point));
  }

  /** Reads an ECPrivateKey whose curve is known. */
  static KeyPair readPrivateKey(byte[] der, Curve curve) {
    DerReader whole = new DerReader(der);
    DerReader fields = whole.sequence();
    whole.end();
    fields.expect(Der.integer(1), "version 1 of an EC private key");
    KeyPair pair = KeyPair.of(curve, fields.octets());
    if (fields.has(Der.PARAMETERS)) {
      DerReader parameters = fields.enter(Der.PARAMETERS);
      parameters.expect(curve.oid, "the curve " + curve.label);
      parameters.end();
    }
    if (fields.has(Der.PUBLIC_KEY)) {
      DerReader publicKey = fields.enter(Der.PUBLIC_KEY);
      if (!Arrays.equals(publicKey.bits(), pair.point)) {
        throw new MultiformatsException("The EC private key carries a public key of another one");
      }
      publicKey.end();
    }
    fields.end();
    return pair;
  }
}
