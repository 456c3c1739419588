package org.helia.ipld.fuzz;

import java.nio.charset.StandardCharsets;
import org.helia.multiformats.Cid;
import org.helia.multiformats.MultiformatsException;

/** Any bytes as a CID, as its text and as a multibase text. */
public final class CidFuzz {
  private CidFuzz() {}

  /** One input of the fuzzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      Require.same(input, Cid.fromBytes(input).toBytes());
    } catch (MultiformatsException expected) {
      // Most bytes are no CID.
    }
    try {
      Cid cid = Cid.parse(new String(input, StandardCharsets.UTF_8));
      Require.that(Cid.parse(cid.toString()).equals(cid), "another CID from its own text");
    } catch (MultiformatsException expected) {
      // Most texts are no CID.
    }
  }
}
