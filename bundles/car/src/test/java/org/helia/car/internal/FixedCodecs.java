package org.helia.car.internal;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.helia.api.block.Block;
import org.helia.api.codec.Codec;
import org.helia.api.codec.Codecs;
import org.helia.api.codec.NodeCodec;
import org.helia.api.codec.UnencodableException;
import org.helia.api.codec.UnknownCodecException;
import org.helia.api.ipld.BytesNode;
import org.helia.api.ipld.Node;
import org.helia.ipld.dagcbor.DagCbor;
import org.helia.ipld.dagpb.DagPb;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;

/** The codecs raw, DAG-PB and DAG-CBOR without plugins. */
final class FixedCodecs implements Codecs {
  private final Map<Long, NodeCodec> codecs =
      Map.of(
          Multicodec.RAW,
          new Fixed("raw", (bytes, sink) -> {}, BytesNode::new, FixedCodecs::rawBytes),
          Multicodec.DAG_PB,
          new Fixed(
              "dag-pb",
              DagPb::links,
              bytes -> DagPb.toNode(DagPb.decode(bytes)),
              node -> DagPb.encode(DagPb.fromNode(node))),
          Multicodec.DAG_CBOR,
          new Fixed("dag-cbor", DagCbor::links, DagCbor::decode, DagCbor::encode));

  private static byte[] rawBytes(Node node) {
    if (node instanceof BytesNode bytes) {
      return bytes.value();
    }
    throw new UnencodableException("raw blocks are bytes");
  }

  @FunctionalInterface
  private interface Lister {
    void links(byte[] bytes, Consumer<Cid> sink);
  }

  private record Fixed(
      String name, Lister lister, Function<byte[], Node> decoder, Function<Node, byte[]> encoder)
      implements NodeCodec {
    @Override
    public long code() {
      return Multicodec.byName(name).orElseThrow().code();
    }

    @Override
    public void links(byte[] bytes, Consumer<Cid> sink) {
      lister.links(bytes, sink);
    }

    @Override
    public Node decode(byte[] bytes) {
      return decoder.apply(bytes);
    }

    @Override
    public byte[] encode(Node node) {
      return encoder.apply(node);
    }
  }

  @Override
  public Codec codec(long code) {
    NodeCodec codec = codecs.get(code);
    if (codec == null) {
      throw new UnknownCodecException("a block", code);
    }
    return codec;
  }

  @Override
  public List<Codec> list() {
    return List.copyOf(codecs.values());
  }

  @Override
  public void links(Block block, Consumer<Cid> sink) {
    NodeCodec codec = codecs.get(block.cid().codec());
    if (codec == null) {
      throw new UnknownCodecException("block " + block.cid(), block.cid().codec());
    }
    codec.links(block.bytes(), sink);
  }
}
