package org.helia.multiformats.internal.key;

/** ECDSA keys: X.509 SubjectPublicKeyInfo and ECPrivateKey, both in DER. */
final class EcdsaFormat implements KeyFormat {
  @Override
  public void checkPublic(byte[] data) {
    readPublic(data);
  }

  private static Curve readPublic(byte[] data) {
    DerReader whole = new DerReader(data);
    DerReader fields = whole.sequence();
    whole.end();
    DerReader algorithm = fields.sequence();
    algorithm.expect(EcFormat.ALGORITHM, "the algorithm id-ecPublicKey");
    Curve curve = Curve.read(algorithm);
    algorithm.end();
    curve.readUncompressed(fields.bits());
    fields.end();
    return curve;
  }

  @Override
  public byte[] normalizePrivate(byte[] data) {
    return readPrivate(data).privateKey(true);
  }

  private static EcFormat.KeyPair readPrivate(byte[] data) {
    return EcFormat.readPrivateKey(data, curveOfPrivate(data));
  }

  /** Inside libp2p's envelope nothing but the key itself names the curve. */
  private static Curve curveOfPrivate(byte[] data) {
    DerReader fields = new DerReader(data).sequence();
    fields.integer();
    fields.octets();
    return Curve.read(fields.enter(Der.PARAMETERS));
  }

  @Override
  public byte[] publicOf(byte[] privateData) {
    EcFormat.KeyPair pair = readPrivate(privateData);
    return EcFormat.publicKeyInfo(pair.curve(), pair.point());
  }

  @Override
  public byte[] toX509(byte[] publicData) {
    return publicData.clone();
  }

  @Override
  public byte[] toPkcs8(byte[] privateData) {
    return readPrivate(privateData).pkcs8();
  }
}
