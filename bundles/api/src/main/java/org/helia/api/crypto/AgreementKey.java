package org.helia.api.crypto;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The private half of an X25519 key pair. Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7748">RFC 7748</a>
 */
@ProviderType
public interface AgreementKey {
  /** The length of private keys, public keys and shared secrets in bytes. */
  int BYTES = 32;

  /**
   * The public half, to be given to the other side.
   *
   * @return a new array of {@value #BYTES} bytes
   */
  byte[] publicKey();

  /**
   * The secret that both sides share. It is no key yet: derive keys from it.
   *
   * @param theirPublicKey the public half of the other side
   * @return a new array of {@value #BYTES} bytes
   * @throws CryptoException when the public key has another length, or is one of those that make
   *     the secret zero for everybody
   */
  byte[] agree(byte[] theirPublicKey);
}
