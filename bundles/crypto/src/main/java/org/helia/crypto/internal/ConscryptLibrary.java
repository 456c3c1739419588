package org.helia.crypto.internal;

import java.util.Optional;
import org.conscrypt.Conscrypt;
import org.helia.multiformats.peer.KeyType;

/**
 * BoringSSL by way of Conscrypt: native code for everything that it has. The provider stays our own
 * and is not registered, so that no other bundle gets what it did not ask for. Every offer throws
 * {@link UnsatisfiedLinkError} where the native code does not load.
 */
final class ConscryptLibrary implements CryptoLibrary {
  private static Jca jca() {
    return new Jca(Conscrypt.newProvider());
  }

  @Override
  public String name() {
    Conscrypt.Version version = Conscrypt.version();
    return "Conscrypt %d.%d.%d".formatted(version.major(), version.minor(), version.patch());
  }

  @Override
  public Optional<SignatureScheme> signatures(KeyType type) {
    return switch (type) {
      case ED25519 -> Optional.of(JcaSignatures.ed25519(jca()));
      case ECDSA -> Optional.of(JcaSignatures.ecdsa(jca()));
      case RSA, SECP256K1 -> Optional.empty();
    };
  }

  @Override
  public Optional<RsaScheme> rsa() {
    return Optional.of(JcaSignatures.rsa(jca()));
  }

  @Override
  public Optional<AgreementScheme> agreement() {
    return Optional.of(new JcaAgreement(jca()));
  }

  @Override
  public Optional<AeadScheme> aead() {
    return Optional.of(JcaAead.scheme(jca(), "ChaCha20/Poly1305/NoPadding"));
  }
}
