package org.helia.crypto.internal;

import org.helia.api.crypto.BadCertificateException;

/** Any bytes as the value of the libp2p extension: refused, or two fields. */
public final class SignedKeyFuzz {
  private SignedKeyFuzz() {}

  /** One input of the fuzzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    SignedKey key;
    try {
      key = SignedKey.decode(input);
    } catch (BadCertificateException expected) {
      return;
    }
    if (key.publicKey().length + key.signature().length > input.length) {
      throw new IllegalStateException("more bytes than were put in");
    }
  }
}
