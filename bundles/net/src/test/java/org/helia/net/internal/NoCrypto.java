package org.helia.net.internal;

import java.util.List;
import org.helia.api.crypto.Aead;
import org.helia.api.crypto.AgreementKey;
import org.helia.api.crypto.Crypto;
import org.helia.api.crypto.CryptoChoice;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.multiformats.peer.PublicKey;

/** Signs with nothing: for tests that look at what is signed. */
final class NoCrypto implements Crypto {
  @Override
  public PrivateKey generate(KeyType type) {
    return Keys.next();
  }

  @Override
  public PrivateKey generateRsa(int bits) {
    throw new AssertionError("not called");
  }

  @Override
  public byte[] sign(PrivateKey key, byte[] message) {
    return new byte[] {1};
  }

  @Override
  public boolean verify(PublicKey key, byte[] message, byte[] signature) {
    return signature.length == 1;
  }

  @Override
  public AgreementKey newAgreementKey() {
    throw new AssertionError("not called");
  }

  @Override
  public AgreementKey agreementKey(byte[] privateKey) {
    throw new AssertionError("not called");
  }

  @Override
  public Aead aead(byte[] key) {
    throw new AssertionError("not called");
  }

  @Override
  public List<CryptoChoice> choices() {
    return List.of();
  }
}
