package org.helia.codec.dag.pb.internal;

import java.util.function.Consumer;
import org.helia.api.codec.Codec;
import org.helia.api.codec.CodecCode;
import org.helia.ipld.dagpb.DagPb;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.osgi.service.component.annotations.Component;

/** DAG-PB blocks, of which UnixFS is made. */
@Component
@CodecCode(Multicodec.DAG_PB)
public final class DagPbCodec implements Codec {
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
}
