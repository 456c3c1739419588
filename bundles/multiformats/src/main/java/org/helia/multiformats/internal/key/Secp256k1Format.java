package org.helia.multiformats.internal.key;

/** Secp256k1 keys: the compressed point, and the secret number in 32 bytes. */
final class Secp256k1Format implements KeyFormat {
  private static final Curve CURVE = Curve.SECP256K1;

  @Override
  public void checkPublic(byte[] data) {
    CURVE.checkCompressed(data);
  }

  @Override
  public byte[] normalizePrivate(byte[] data) {
    CURVE.multiplyGenerator(data);
    return data.clone();
  }

  @Override
  public byte[] publicOf(byte[] privateData) {
    return CURVE.writeCompressed(CURVE.multiplyGenerator(privateData));
  }

  @Override
  public byte[] toX509(byte[] publicData) {
    return EcFormat.publicKeyInfo(CURVE, publicData);
  }

  @Override
  public byte[] toPkcs8(byte[] privateData) {
    return EcFormat.KeyPair.of(CURVE, privateData).pkcs8();
  }
}
