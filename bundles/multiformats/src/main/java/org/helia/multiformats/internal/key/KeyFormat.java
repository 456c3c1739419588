package org.helia.multiformats.internal.key;

import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.peer.KeyType;

/**
 * The encodings of one type of key. Arrays that are passed in are neither kept nor changed; those
 * returned belong to the caller.
 */
public interface KeyFormat {
  /**
   * Refuses what is not a well-formed public key, such as a point that is not on its curve.
   *
   * @throws MultiformatsException if the data is not a public key of this type
   */
  void checkPublic(byte[] data);

  /**
   * Refuses what is not a well-formed private key and rewrites legacy forms to today's.
   *
   * @throws MultiformatsException if the data is not a private key of this type
   */
  byte[] normalizePrivate(byte[] data);

  /** The data of the public key that belongs to a normalized private key. */
  byte[] publicOf(byte[] privateData);

  /** A checked public key as an X.509 SubjectPublicKeyInfo. */
  byte[] toX509(byte[] publicData);

  /** A normalized private key as a PKCS #8 PrivateKeyInfo. */
  byte[] toPkcs8(byte[] privateData);

  /** The encodings of a type. */
  static KeyFormat of(KeyType type) {
    return switch (type) {
      case RSA -> new RsaFormat();
      case ED25519 -> new Ed25519Format();
      case SECP256K1 -> new Secp256k1Format();
      case ECDSA -> new EcdsaFormat();
    };
  }
}
