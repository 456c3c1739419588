package org.helia.crypto.internal;

import java.security.GeneralSecurityException;
import org.helia.multiformats.peer.PrivateKey;

/** How one library signs with RSA keys, which come in many sizes. */
interface RsaScheme extends SignatureScheme {
  /**
   * Makes a new key.
   *
   * @param bits its size
   * @throws GeneralSecurityException when the library cannot
   */
  PrivateKey generate(int bits) throws GeneralSecurityException;
}
