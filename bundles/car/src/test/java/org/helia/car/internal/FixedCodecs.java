package org.helia.car.internal;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.helia.api.block.Block;
import org.helia.api.codec.Codec;
import org.helia.api.codec.Codecs;
import org.helia.api.codec.UnknownCodecException;
import org.helia.ipld.dagcbor.DagCbor;
import org.helia.ipld.dagpb.DagPb;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;

/** The codecs raw, DAG-PB and DAG-CBOR without plugins. */
final class FixedCodecs implements Codecs {
  private final Map<Long, BiConsumer<byte[], Consumer<Cid>>> listers =
      Map.of(
          Multicodec.RAW, (bytes, sink) -> {},
          Multicodec.DAG_PB, DagPb::links,
          Multicodec.DAG_CBOR, DagCbor::links);

  @Override
  public Codec codec(long code) {
    throw new UnsupportedOperationException("nobody asks for codecs here");
  }

  @Override
  public List<Codec> list() {
    throw new UnsupportedOperationException("nobody asks for codecs here");
  }

  @Override
  public void links(Block block, Consumer<Cid> sink) {
    long code = block.cid().codec();
    BiConsumer<byte[], Consumer<Cid>> lister = listers.get(code);
    if (lister == null) {
      throw new UnknownCodecException("block " + block.cid(), code);
    }
    lister.accept(block.bytes(), sink);
  }
}
