package org.helia.shell.internal.fake;

import java.util.List;
import java.util.Optional;
import org.helia.api.crypto.Aead;
import org.helia.api.crypto.AgreementKey;
import org.helia.api.crypto.Crypto;
import org.helia.api.crypto.CryptoChoice;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.multiformats.peer.PublicKey;

/** Only says which libraries serve. */
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
    throw new UnsupportedOperationException();
  }

  @Override
  public PrivateKey generateRsa(int bits) {
    throw new UnsupportedOperationException();
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
