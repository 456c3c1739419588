package org.helia.codec.dag.pb.internal;

import java.util.function.Consumer;
import org.helia.api.codec.Codec;
import org.helia.api.codec.CodecCode;
import org.helia.api.codec.NodeCodec;
import org.helia.api.ipld.Node;
import org.helia.ipld.dagpb.DagPb;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.osgi.service.component.annotations.Component;

/**
 * DAG-PB blocks, of which UnixFS is made. As values they have the specification's logical form: a
 * map of Links, each a map of Hash and perhaps Name and Tsize, and perhaps Data.
 *
 * @see <a href="https://ipld.io/specs/codecs/dag-pb/spec/#logical-format">DAG-PB, logical
 *     format</a>
 */
@Component(service = Codec.class)
@CodecCode(Multicodec.DAG_PB)
public final class DagPbCodec implements NodeCodec {
  @Override
  public long code() {
    return Multicodec.DAG_PB;
  }

  @Override
  public String name() {
    return "dag-pb";
  }

  @Override
  public void links(byte[] bytes, Consumer<Cid> sink) {
    DagPb.links(bytes, sink);
  }

  @Override
  public Node decode(byte[] bytes) {
    return DagPb.toNode(DagPb.decode(bytes));
  }

  @Override
  public byte[] encode(Node node) {
    return DagPb.encode(DagPb.fromNode(node));
  }
}
