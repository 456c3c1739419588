package org.helia.dag.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.helia.api.block.Block;
import org.helia.api.codec.Codecs;
import org.helia.api.codec.NodeCodec;
import org.helia.api.dag.DagLink;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.ipld.dagpb.DagPb;
import org.helia.multiformats.Multicodec;

/** The links of a block with their names. */
final class LinkNames {
  private final List<DagLink> links = new ArrayList<>();

  private LinkNames() {}

  static List<DagLink> of(Block block, Codecs codecs) {
    LinkNames names = new LinkNames();
    if (block.cid().codec() == Multicodec.DAG_PB) {
      DagPb.decode(block.bytes())
          .links()
          .forEach(link -> names.links.add(new DagLink(link.nameOrEmpty(), link.cid())));
    } else if (codecs.codec(block.cid().codec()) instanceof NodeCodec) {
      names.collect("", codecs.decode(block));
    } else {
      codecs.links(block, cid -> names.links.add(new DagLink("", cid)));
    }
    return names.links;
  }

  private void collect(String path, Node node) {
    if (node instanceof LinkNode link) {
      links.add(new DagLink(path, link.cid()));
    } else if (node instanceof MapNode map) {
      for (Map.Entry<String, Node> entry : map.entries().entrySet()) {
        collect(below(path, entry.getKey()), entry.getValue());
      }
    } else if (node instanceof ListNode list) {
      for (int i = 0; i < list.items().size(); i++) {
        collect(below(path, Integer.toString(i)), list.items().get(i));
      }
    }
  }

  private static String below(String path, String segment) {
    return path.isEmpty() ? segment : path + "/" + segment;
  }
}
