package org.helia.net.internal;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import org.helia.multiformats.peer.PrivateKey;

/** New keys. */
final class Keys {
  private Keys() {}

  static PrivateKey next() {
    try {
      return PrivateKey.fromPkcs8(
          KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
