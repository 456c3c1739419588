package org.helia.crypto.internal;

import java.security.GeneralSecurityException;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.multiformats.peer.PublicKey;

/** How one library signs with keys of one type. Safe for use by many threads. */
interface SignatureScheme {
  /**
   * Makes a new key: of the usual size, or on the usual curve.
   *
   * @throws GeneralSecurityException when the library cannot
   */
  PrivateKey generate() throws GeneralSecurityException;

  /**
   * Signs.
   *
   * @throws GeneralSecurityException when the library cannot
   */
  byte[] sign(PrivateKey key, byte[] message) throws GeneralSecurityException;

  /** Whether the signature is the key's; false for whatever is malformed. */
  boolean verify(PublicKey key, byte[] message, byte[] signature);
}
