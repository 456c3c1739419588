package org.helia.codec.raw.internal;

import java.util.function.Consumer;
import org.helia.api.codec.Codec;
import org.helia.api.codec.CodecCode;
import org.helia.api.codec.NodeCodec;
import org.helia.api.codec.UnencodableException;
import org.helia.api.ipld.BytesNode;
import org.helia.api.ipld.Node;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.osgi.service.component.annotations.Component;

/** Raw blocks: any bytes, no links. */
@Component(service = Codec.class)
@CodecCode(Multicodec.RAW)
public final class RawCodec implements NodeCodec {
  @Override
  public long code() {
    return Multicodec.RAW;
  }

  @Override
  public String name() {
    return "raw";
  }

  @Override
  public void links(byte[] bytes, Consumer<Cid> sink) {
    // Bytes that mean nothing to us have no links, and none are malformed.
  }

  @Override
  public Node decode(byte[] bytes) {
    return new BytesNode(bytes.clone());
  }

  @Override
  public byte[] encode(Node node) {
    if (node instanceof BytesNode bytes) {
      return bytes.value().clone();
    }
    throw new UnencodableException("a raw block holds bytes only, not a " + node.kind());
  }
}
