package org.helia.ipld.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.helia.api.codec.MalformedBlockException;
import org.helia.ipld.dagpb.DagPb;
import org.helia.ipld.dagpb.PbLink;
import org.helia.ipld.dagpb.PbNode;
import org.helia.multiformats.Cid;

/** Any bytes as DAG-PB: refused, or read, written in one form and listed. */
public final class DagPbFuzz {
  private DagPbFuzz() {}

  /** One input of the fuzzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    List<Cid> links = new ArrayList<>();
    PbNode node;
    try {
      DagPb.links(input, links::add);
      node = DagPb.decode(input);
    } catch (MalformedBlockException expected) {
      return;
    }
    Require.that(
        links.equals(node.links().stream().map(PbLink::cid).toList()),
        "other links than the node has");
    byte[] canonical = DagPb.encode(node);
    Require.same(canonical, DagPb.encode(DagPb.decode(canonical)));
    Require.same(canonical, DagPb.encode(DagPb.fromNode(DagPb.toNode(DagPb.decode(canonical)))));
  }
}
