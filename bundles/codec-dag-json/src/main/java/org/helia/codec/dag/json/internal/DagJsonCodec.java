package org.helia.codec.dag.json.internal;

import java.util.function.Consumer;
import org.helia.api.codec.Codec;
import org.helia.api.codec.CodecCode;
import org.helia.api.codec.NodeCodec;
import org.helia.api.ipld.Node;
import org.helia.ipld.dagjson.DagJson;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.osgi.service.component.annotations.Component;

/**
 * DAG-JSON blocks: any value of the IPLD data model as text. Reading accepts more than the
 * canonical form that is written, see {@link DagJson}.
 */
@Component(service = Codec.class)
@CodecCode(Multicodec.DAG_JSON)
public final class DagJsonCodec implements NodeCodec {
  @Override
  public long code() {
    return Multicodec.DAG_JSON;
  }

  @Override
  public String name() {
    return "dag-json";
  }

  @Override
  public void links(byte[] bytes, Consumer<Cid> sink) {
    DagJson.links(bytes, sink);
  }

  @Override
  public Node decode(byte[] bytes) {
    return DagJson.decode(bytes);
  }

  @Override
  public byte[] encode(Node node) {
    return DagJson.encode(node);
  }
}
