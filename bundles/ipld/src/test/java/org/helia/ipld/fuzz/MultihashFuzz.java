package org.helia.ipld.fuzz;

import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.Multihash;

/** Any bytes as a multihash. */
public final class MultihashFuzz {
  private MultihashFuzz() {}

  /** One input of the fuzzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      Require.same(input, Multihash.fromBytes(input).toBytes());
    } catch (MultiformatsException expected) {
      // Most bytes are no multihash.
    }
  }
}
