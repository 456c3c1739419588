package org.helia.multiformats.peer;

import org.helia.multiformats.MultiformatsException;

/** The kinds of keys that libp2p knows. */
public enum KeyType {
  /** RSA of 2048 to 8192 bits. */
  RSA(0, "RSA"),
  /** Ed25519, what nodes use unless told otherwise. */
  ED25519(1, "Ed25519"),
  /** The curve of Bitcoin. */
  SECP256K1(2, "Secp256k1"),
  /** The NIST curves P-256, P-384 and P-521. */
  ECDSA(3, "ECDSA");

  private final int code;
  private final String label;

  KeyType(int code, String label) {
    this.code = code;
    this.label = label;
  }

  /**
   * The number that stands for this kind in encoded keys.
   *
   * @return 0 to 3
   */
  public int code() {
    return code;
  }

  /**
   * The kind for a number.
   *
   * @param code the number
   * @return the kind
   * @throws MultiformatsException if there is none with this number
   */
  public static KeyType byCode(long code) {
    for (KeyType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new MultiformatsException("A key is of type 0 to 3, found " + code);
  }

  /** The name as libp2p writes it, such as {@code Ed25519}. */
  @Override
  public String toString() {
    return label;
  }
}
