package org.helia.ipld.fuzz;

import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.multiformats.peer.PublicKey;

/** Any bytes as a public key, a private key and a peer id. */
public final class KeysFuzz {
  private KeysFuzz() {}

  /** One input of the fuzzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      PublicKey.fromBytes(input);
    } catch (MultiformatsException expected) {
      // Most bytes are no key.
    }
    try {
      PrivateKey.fromBytes(input);
    } catch (MultiformatsException expected) {
      // Most bytes are no key.
    }
    try {
      PeerId.fromBytes(input);
    } catch (MultiformatsException expected) {
      // Most bytes are no peer id.
    }
  }
}
