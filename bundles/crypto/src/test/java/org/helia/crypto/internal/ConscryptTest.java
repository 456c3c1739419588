package org.helia.crypto.internal;

import java.util.List;

/** Native code first, as nodes have it; Bouncy Castle for what it lacks. */
class ConscryptTest extends CryptoContract {
  private static final NodeCrypto CRYPTO =
      new NodeCrypto(List.of(new ConscryptLibrary(), new BouncyCastleLibrary()));

  ConscryptTest() {
    super(CRYPTO);
  }
}
