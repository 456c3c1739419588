package org.helia.ipld.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.Varint;

/** Any bytes as a varint. */
public final class VarintFuzz {
  private VarintFuzz() {}

  /** One input of the fuzzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    ByteBuffer from = ByteBuffer.wrap(input);
    try {
      byte[] written = Varint.encode(Varint.read(from));
      Require.same(Arrays.copyOf(input, from.position()), written);
    } catch (MultiformatsException expected) {
      // Cut off, too long or not minimal.
    }
  }
}
