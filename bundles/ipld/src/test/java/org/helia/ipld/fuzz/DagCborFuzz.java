package org.helia.ipld.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.ipld.Node;
import org.helia.ipld.ArbitraryNodes;
import org.helia.ipld.dagcbor.DagCbor;
import org.helia.multiformats.Cid;

/** Any bytes as DAG-CBOR: refused, or read and written as they were. */
public final class DagCborFuzz {
  private DagCborFuzz() {}

  /** One input of the fuzzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    Node node;
    try {
      node = DagCbor.decode(input);
    } catch (MalformedBlockException expected) {
      return;
    }
    Require.same(input, DagCbor.encode(node));
    List<Cid> links = new ArrayList<>();
    DagCbor.links(input, links::add);
    Require.that(links.equals(ArbitraryNodes.linksIn(node)), "other links than the value has");
  }
}
