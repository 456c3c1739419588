package org.helia.ipld.fuzz;

import java.nio.charset.StandardCharsets;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.multiaddr.Multiaddr;

/** Any bytes as a multiaddr and as its text. */
public final class MultiaddrFuzz {
  private MultiaddrFuzz() {}

  /** One input of the fuzzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      Multiaddr address = Multiaddr.fromBytes(input);
      Require.same(input, address.toBytes());
    } catch (MultiformatsException expected) {
      // Most bytes are no multiaddr.
    }
    try {
      Multiaddr address = Multiaddr.parse(new String(input, StandardCharsets.UTF_8));
      Require.that(
          Multiaddr.fromBytes(address.toBytes()).equals(address),
          "another multiaddr from its bytes");
    } catch (MultiformatsException expected) {
      // Most texts are no multiaddr.
    }
  }
}
