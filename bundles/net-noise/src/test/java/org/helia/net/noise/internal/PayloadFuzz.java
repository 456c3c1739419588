package org.helia.net.noise.internal;

import java.util.Arrays;
import org.helia.api.net.HandshakeException;

/** Any bytes as a Noise payload: refused, or read and written so that it reads the same. */
public final class PayloadFuzz {
  private PayloadFuzz() {}

  /** One input of the fuzzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    Payload payload;
    try {
      payload = Payload.decode(input);
    } catch (HandshakeException expected) {
      return;
    }
    Payload again = Payload.decode(payload.encode());
    if (!Arrays.equals(again.identityKey(), payload.identityKey())
        || !Arrays.equals(again.signature(), payload.signature())
        || !again.muxers().equals(payload.muxers())) {
      throw new IllegalStateException("written and read, the payload is another");
    }
  }
}
