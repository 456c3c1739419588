package org.helia.crypto.internal;

import java.util.function.UnaryOperator;
import org.helia.api.crypto.AgreementKey;
import org.helia.api.crypto.CryptoException;

/** The checks that every library's X25519 needs around its arithmetic. */
final class X25519Key implements AgreementKey {
  /** The point whose product with a private key is its public key (RFC 7748, section 6.1). */
  private static final byte[] BASE_POINT = new byte[BYTES];

  static {
    BASE_POINT[0] = 9;
  }

  private final UnaryOperator<byte[]> multiply;
  private final byte[] publicKey;

  /**
   * A key.
   *
   * @param multiply the product of the private key and a point
   */
  X25519Key(UnaryOperator<byte[]> multiply) {
    this.multiply = multiply;
    this.publicKey = multiply.apply(BASE_POINT);
  }

  @Override
  public byte[] publicKey() {
    return publicKey.clone();
  }

  @Override
  public byte[] agree(byte[] theirPublicKey) {
    if (theirPublicKey.length != BYTES) {
      throw new CryptoException(
          "An X25519 public key has %d bytes, found %d".formatted(BYTES, theirPublicKey.length));
    }
    byte[] secret = multiply.apply(theirPublicKey);
    requireContribution(secret);
    return secret;
  }

  /** A secret of zeros is what everybody would get (RFC 7748, section 6.1). */
  private static void requireContribution(byte[] secret) {
    int any = 0;
    for (byte b : secret) {
      any |= b;
    }
    if (any == 0) {
      throw new CryptoException("The X25519 public key is of low order: the secret would be zero");
    }
  }
}
