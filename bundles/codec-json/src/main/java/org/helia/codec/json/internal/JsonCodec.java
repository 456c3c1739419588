package org.helia.codec.json.internal;

import java.util.function.Consumer;
import org.helia.api.codec.Codec;
import org.helia.api.codec.CodecCode;
import org.helia.api.codec.NodeCodec;
import org.helia.api.ipld.Node;
import org.helia.ipld.json.Json;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.osgi.service.component.annotations.Component;

/** Plain JSON blocks: values without links and bytes. */
@Component(service = Codec.class)
@CodecCode(Multicodec.JSON)
public final class JsonCodec implements NodeCodec {
  @Override
  public long code() {
    return Multicodec.JSON;
  }

  @Override
  public String name() {
    return "json";
  }

  /** Reports none; the block is checked by reading it. */
  @Override
  public void links(byte[] bytes, Consumer<Cid> sink) {
    Json.decode(bytes);
  }

  @Override
  public Node decode(byte[] bytes) {
    return Json.decode(bytes);
  }

  @Override
  public byte[] encode(Node node) {
    return Json.encode(node);
  }
}
