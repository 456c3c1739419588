package org.helia.ipld.json;

import java.util.Map;
import org.helia.api.codec.UnencodableException;
import org.helia.api.ipld.BytesNode;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.ipld.internal.JsonEncoder;

/** Writes nodes as plain JSON. */
final class PlainJsonEncoder extends JsonEncoder {
  PlainJsonEncoder() {
    super(Json.FORMAT);
  }

  @Override
  protected Iterable<Map.Entry<String, Node>> entries(MapNode map) {
    return map.entries().entrySet();
  }

  @Override
  protected void bytes(BytesNode bytes, int depth) {
    throw new UnencodableException("plain JSON has no bytes; DAG-JSON and DAG-CBOR have");
  }

  @Override
  protected void link(LinkNode link, int depth) {
    throw new UnencodableException(
        "plain JSON has no links, as to " + link.cid() + "; DAG-JSON and DAG-CBOR have");
  }
}
