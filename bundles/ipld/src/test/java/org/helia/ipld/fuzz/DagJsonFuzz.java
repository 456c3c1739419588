package org.helia.ipld.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.ipld.Node;
import org.helia.ipld.ArbitraryNodes;
import org.helia.ipld.dagjson.DagJson;
import org.helia.multiformats.Cid;

/** Any bytes as DAG-JSON: refused, or read and written in one form. */
public final class DagJsonFuzz {
  private DagJsonFuzz() {}

  /** One input of the fuzzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    Node node;
    try {
      node = DagJson.decode(input);
    } catch (MalformedBlockException expected) {
      return;
    }
    byte[] canonical = DagJson.encode(node);
    Require.same(canonical, DagJson.encode(DagJson.decode(canonical)));
    List<Cid> links = new ArrayList<>();
    DagJson.links(input, links::add);
    Require.that(links.equals(ArbitraryNodes.linksIn(node)), "other links than the value has");
  }
}
