package org.helia.crypto.internal;

import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.helia.api.crypto.AgreementKey;
import org.helia.api.crypto.CryptoException;
import org.helia.multiformats.peer.KeyType;

/**
 * Bouncy Castle's plain classes, which need no provider: the only ones with secp256k1, and faster
 * than JDK 17 on the other curves. RSA and ChaCha20-Poly1305 are faster in every JDK.
 */
final class BouncyCastleLibrary implements CryptoLibrary {
  private final SecureRandom random = new SecureRandom();

  @Override
  public String name() {
    String version = SECObjectIdentifiers.class.getPackage().getImplementationVersion();
    return version == null ? "Bouncy Castle" : "Bouncy Castle " + version;
  }

  @Override
  public Optional<SignatureScheme> signatures(KeyType type) {
    return switch (type) {
      case ED25519 -> Optional.of(new BouncyEd25519(random));
      case SECP256K1 -> Optional.of(BouncyEcdsa.secp256k1(random));
      case ECDSA -> Optional.of(BouncyEcdsa.p256(random));
      case RSA -> Optional.empty();
    };
  }

  @Override
  public Optional<RsaScheme> rsa() {
    return Optional.empty();
  }

  @Override
  public Optional<AgreementScheme> agreement() {
    return Optional.of(BouncyCastleLibrary::key);
  }

  private static AgreementKey key(byte[] privateKey) {
    X25519PrivateKeyParameters ours = new X25519PrivateKeyParameters(privateKey);
    return new X25519Key(theirs -> agree(ours, theirs));
  }

  private static byte[] agree(X25519PrivateKeyParameters ours, byte[] theirs) {
    byte[] secret = new byte[AgreementKey.BYTES];
    try {
      ours.generateSecret(new X25519PublicKeyParameters(theirs), secret, 0);
    } catch (IllegalStateException e) {
      throw new CryptoException("The X25519 public key cannot be agreed with: " + e, e);
    }
    return secret;
  }

  @Override
  public Optional<AeadScheme> aead() {
    return Optional.empty();
  }
}
