package org.helia.shell.internal.fake;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import org.helia.api.crypto.Aead;
import org.helia.api.crypto.AgreementKey;
import org.helia.api.crypto.Crypto;
import org.helia.api.crypto.CryptoChoice;
import org.helia.api.crypto.CryptoException;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.multiformats.peer.PublicKey;

/** Says which libraries serve, and makes keys as the JDK does. */
final class FakeCrypto implements Crypto {
  @Override
  public List<CryptoChoice> choices() {
    return List.of(
        new CryptoChoice("X25519", Optional.of("Fast 1"), List.of()),
        new CryptoChoice("Ed25519", Optional.of("Slow 2"), List.of("Fast 1: not today")),
        new CryptoChoice("RSA", Optional.of("Fast 1"), List.of()),
        new CryptoChoice("Secp256k1", Optional.empty(), List.of()));
  }

  @Override
  public PrivateKey generate(KeyType type) {
    return switch (type) {
      case ED25519 -> generate("Ed25519", 255);
      case RSA -> generateRsa(DEFAULT_RSA_BITS);
      case ECDSA -> generate("EC", 256);
      case SECP256K1 -> throw new CryptoException("the JDK has no secp256k1");
    };
  }

  private static PrivateKey generate(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return PrivateKey.fromPkcs8(generator.generateKeyPair().getPrivate().getEncoded());
    } catch (NoSuchAlgorithmException e) {
      throw new CryptoException("no " + algorithm, e);
    }
  }

  @Override
  public PrivateKey generateRsa(int bits) {
    return generate("RSA", bits);
  }

  @Override
  public byte[] sign(PrivateKey key, byte[] message) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean verify(PublicKey key, byte[] message, byte[] signature) {
    throw new UnsupportedOperationException();
  }

  @Override
  public AgreementKey newAgreementKey() {
    throw new UnsupportedOperationException();
  }

  @Override
  public AgreementKey agreementKey(byte[] privateKey) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Aead aead(byte[] key) {
    throw new UnsupportedOperationException();
  }
}
