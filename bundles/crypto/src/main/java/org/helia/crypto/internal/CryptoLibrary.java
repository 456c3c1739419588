package org.helia.crypto.internal;

import java.util.Optional;
import org.helia.multiformats.peer.KeyType;

/**
 * What one library offers. Empty means that it cannot, or that every JDK does it better; whether
 * what it offers works is found out by {@link KnownAnswers}.
 */
interface CryptoLibrary {
  /** The name and version that a status shows. */
  String name();

  /** How it signs with keys of a type other than RSA. */
  Optional<SignatureScheme> signatures(KeyType type);

  /** How it signs with RSA keys. */
  Optional<RsaScheme> rsa();

  /** X25519. */
  Optional<AgreementScheme> agreement();

  /** ChaCha20-Poly1305. */
  Optional<AeadScheme> aead();
}
