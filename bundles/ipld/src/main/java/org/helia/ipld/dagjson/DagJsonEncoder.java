package org.helia.ipld.dagjson;

import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import org.helia.api.codec.UnencodableException;
import org.helia.api.ipld.BytesNode;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.ipld.internal.JsonEncoder;
import org.helia.ipld.internal.Utf8;

/** Writes nodes in DAG-JSON's canonical form. */
final class DagJsonEncoder extends JsonEncoder {
  private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

  private static final Comparator<Map.Entry<String, Node>> BY_KEY =
      (one, other) -> Utf8.compare(one.getKey(), other.getKey());

  DagJsonEncoder() {
    super(DagJson.FORMAT);
  }

  @Override
  protected Iterable<Map.Entry<String, Node>> entries(MapNode map) {
    if (Reserved.isReserved(map)) {
      throw new UnencodableException(
          "DAG-JSON cannot hold a map whose first key is '/' and whose value there is text, or a"
              + " map of 'bytes': readers take it for a link or bytes");
    }
    return map.entries().entrySet().stream().sorted(BY_KEY).toList();
  }

  @Override
  protected void bytes(BytesNode bytes, int depth) {
    requireDepth(depth + 1);
    ascii("{\"/\":{\"bytes\":\"");
    raw(BASE64.encode(bytes.value()));
    ascii("\"}}");
  }

  @Override
  protected void link(LinkNode link, int depth) {
    requireDepth(depth);
    ascii("{\"/\":\"");
    ascii(link.cid().toString());
    ascii("\"}");
  }
}
