package org.helia.codec.dag.cbor.internal;

import java.util.function.Consumer;
import org.helia.api.codec.Codec;
import org.helia.api.codec.CodecCode;
import org.helia.api.codec.NodeCodec;
import org.helia.api.ipld.Node;
import org.helia.ipld.dagcbor.DagCbor;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.osgi.service.component.annotations.Component;

/** DAG-CBOR blocks: any value of the IPLD data model. */
@Component(service = Codec.class)
@CodecCode(Multicodec.DAG_CBOR)
public final class DagCborCodec implements NodeCodec {
  @Override
  public long code() {
    return Multicodec.DAG_CBOR;
  }

  @Override
  public String name() {
    return "dag-cbor";
  }

  @Override
  public void links(byte[] bytes, Consumer<Cid> sink) {
    DagCbor.links(bytes, sink);
  }

  @Override
  public Node decode(byte[] bytes) {
    return DagCbor.decode(bytes);
  }

  @Override
  public byte[] encode(Node node) {
    return DagCbor.encode(node);
  }
}
