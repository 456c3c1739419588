package org.helia.crypto.internal;

import java.util.List;

/** The JDK wherever it can. */
class JdkTest extends CryptoContract {
  private static final NodeCrypto CRYPTO =
      new NodeCrypto(List.of(new JdkLibrary(), new BouncyCastleLibrary()));

  JdkTest() {
    super(CRYPTO);
  }
}
