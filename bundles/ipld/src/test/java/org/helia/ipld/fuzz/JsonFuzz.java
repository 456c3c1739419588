package org.helia.ipld.fuzz;

import org.helia.api.codec.MalformedBlockException;
import org.helia.api.ipld.Node;
import org.helia.ipld.json.Json;

/** Any bytes as JSON: refused, or read and written in one form. */
public final class JsonFuzz {
  private JsonFuzz() {}

  /** One input of the fuzzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    Node node;
    try {
      node = Json.decode(input);
    } catch (MalformedBlockException expected) {
      return;
    }
    byte[] canonical = Json.encode(node);
    Require.same(canonical, Json.encode(Json.decode(canonical)));
  }
}
