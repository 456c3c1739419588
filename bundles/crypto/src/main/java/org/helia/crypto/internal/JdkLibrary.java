package org.helia.crypto.internal;

import java.util.Optional;
import org.helia.multiformats.peer.KeyType;

/**
 * What every JDK brings. It has no curve secp256k1; and its ECDSA is left alone, because that of
 * JDK 17 takes malformed signatures and refuses some good ones (Project Wycheproof finds both).
 */
final class JdkLibrary implements CryptoLibrary {
  private final Jca jca = new Jca(null);

  @Override
  public String name() {
    return "JDK " + Runtime.version().feature();
  }

  @Override
  public Optional<SignatureScheme> signatures(KeyType type) {
    return type == KeyType.ED25519 ? Optional.of(JcaSignatures.ed25519(jca)) : Optional.empty();
  }

  @Override
  public Optional<RsaScheme> rsa() {
    return Optional.of(JcaSignatures.rsa(jca));
  }

  @Override
  public Optional<AgreementScheme> agreement() {
    return Optional.of(new JcaAgreement(jca));
  }

  @Override
  public Optional<AeadScheme> aead() {
    return Optional.of(JcaAead.scheme(jca, "ChaCha20-Poly1305"));
  }
}
