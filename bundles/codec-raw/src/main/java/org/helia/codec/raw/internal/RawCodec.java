package org.helia.codec.raw.internal;

import java.util.function.Consumer;
import org.helia.api.codec.Codec;
import org.helia.api.codec.CodecCode;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.osgi.service.component.annotations.Component;

/** Raw blocks: any bytes, no links. */
@Component
@CodecCode(Multicodec.RAW)
public final class RawCodec implements Codec {
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
}
