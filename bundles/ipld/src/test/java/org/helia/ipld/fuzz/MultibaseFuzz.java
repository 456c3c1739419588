package org.helia.ipld.fuzz;

import java.nio.charset.StandardCharsets;
import org.helia.multiformats.Multibase;
import org.helia.multiformats.MultiformatsException;

/** Any text as multibase. */
public final class MultibaseFuzz {
  private MultibaseFuzz() {}

  /** One input of the fuzzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    try {
      byte[] bytes = Multibase.decode(text);
      Require.same(bytes, Multibase.decode(Multibase.of(text).encode(bytes)));
    } catch (MultiformatsException expected) {
      // Most texts are not multibase.
    }
  }
}
