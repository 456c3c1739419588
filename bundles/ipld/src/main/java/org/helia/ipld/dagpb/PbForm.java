package org.helia.ipld.dagpb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.helia.api.codec.UnencodableException;
import org.helia.api.ipld.BytesNode;
import org.helia.api.ipld.IntNode;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.api.ipld.StringNode;
import org.jspecify.annotations.Nullable;

/**
 * DAG-PB in the IPLD data model: a map of Links and Data.
 *
 * @see <a href="https://ipld.io/specs/codecs/dag-pb/spec/#logical-format">DAG-PB, logical
 *     format</a>
 */
final class PbForm {
  private static final String LINKS = "Links";
  private static final String DATA = "Data";
  private static final String HASH = "Hash";
  private static final String NAME = "Name";
  private static final String TSIZE = "Tsize";

  private PbForm() {}

  static MapNode toNode(PbNode node) {
    Map<String, Node> entries = new LinkedHashMap<>();
    if (node.data() != null) {
      entries.put(DATA, new BytesNode(node.data()));
    }
    List<Node> links = new ArrayList<>(node.links().size());
    node.links().forEach(link -> links.add(toNode(link)));
    entries.put(LINKS, new ListNode(links));
    return new MapNode(entries);
  }

  private static MapNode toNode(PbLink link) {
    Map<String, Node> entries = new LinkedHashMap<>();
    entries.put(HASH, new LinkNode(link.cid()));
    if (link.name() != null) {
      entries.put(NAME, new StringNode(link.name()));
    }
    if (link.hasTsize()) {
      entries.put(TSIZE, IntNode.of(link.tsize()));
    }
    return new MapNode(entries);
  }

  static PbNode fromNode(Node node) {
    MapNode map = map("a node", node, Set.of(LINKS, DATA));
    if (!(map.get(LINKS) instanceof ListNode list)) {
      throw refused("Links must be a list", map.get(LINKS));
    }
    List<PbLink> links = new ArrayList<>(list.items().size());
    list.items().forEach(item -> links.add(link(item)));
    return new PbNode(links, data(map.get(DATA)));
  }

  private static byte @Nullable [] data(@Nullable Node data) {
    if (data == null) {
      return null;
    }
    if (data instanceof BytesNode bytes) {
      return bytes.value();
    }
    throw refused("Data must be bytes or absent", data);
  }

  private static PbLink link(Node node) {
    MapNode map = map("a link", node, Set.of(HASH, NAME, TSIZE));
    if (map.get(HASH) instanceof LinkNode hash) {
      return new PbLink(name(map.get(NAME)), hash.cid(), tsize(map.get(TSIZE)));
    }
    throw refused("the Hash of a link must be a link", map.get(HASH));
  }

  private static @Nullable String name(@Nullable Node name) {
    if (name == null) {
      return null;
    }
    if (name instanceof StringNode string) {
      return string.value();
    }
    throw refused("the Name of a link must be text or absent", name);
  }

  private static long tsize(@Nullable Node tsize) {
    if (tsize == null) {
      return PbLink.NO_TSIZE;
    }
    if (tsize instanceof IntNode number && number.isLong() && number.longValue() >= 0) {
      return number.longValue();
    }
    throw refused("the Tsize of a link must be a number from 0 to 2^63-1 or absent", tsize);
  }

  private static MapNode map(String what, Node node, Set<String> known) {
    if (!(node instanceof MapNode map)) {
      throw refused(what + " must be a map", node);
    }
    for (String key : map.entries().keySet()) {
      if (!known.contains(key)) {
        throw new UnencodableException("DAG-PB has no field '" + key + "' in " + what);
      }
    }
    return map;
  }

  private static UnencodableException refused(String rule, @Nullable Node found) {
    return new UnencodableException(
        "not the form of DAG-PB: %s, found %s"
            .formatted(rule, found == null ? "nothing" : found.kind().name()));
  }
}
