package org.helia.crypto.internal;

import java.util.List;

/** Where native code does not load. */
class BouncyCastleTest extends CryptoContract {
  private static final NodeCrypto CRYPTO =
      new NodeCrypto(List.of(new BouncyCastleLibrary(), new JdkLibrary()));

  BouncyCastleTest() {
    super(CRYPTO);
  }
}
