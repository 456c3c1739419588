package org.helia.crypto.internal;

import java.security.GeneralSecurityException;
import org.helia.api.crypto.Aead;

/** How one library does ChaCha20-Poly1305. Safe for use by many threads. */
interface AeadScheme {
  /**
   * The cipher under a key.
   *
   * @param key 32 bytes
   * @throws GeneralSecurityException when the library cannot
   */
  Aead aead(byte[] key) throws GeneralSecurityException;
}
