package org.helia.crypto.internal;

import java.security.GeneralSecurityException;
import org.helia.api.crypto.AgreementKey;

/** How one library does X25519. Safe for use by many threads. */
interface AgreementScheme {
  /**
   * The key pair with a private key.
   *
   * @param privateKey 32 bytes, any
   * @throws GeneralSecurityException when the library cannot
   */
  AgreementKey key(byte[] privateKey) throws GeneralSecurityException;
}
