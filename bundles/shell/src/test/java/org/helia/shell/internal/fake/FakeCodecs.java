package org.helia.shell.internal.fake;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.helia.api.block.Block;
import org.helia.api.codec.Codec;
import org.helia.api.codec.Codecs;
import org.helia.api.codec.NodeCodec;
import org.helia.api.ipld.Node;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;

/** Codecs that write their name and the value as Java shows it. */
final class FakeCodecs implements Codecs {
  private record Shown(long code) implements NodeCodec {
    @Override
    public String name() {
      return Multicodec.nameOf(code);
    }

    @Override
    public void links(byte[] bytes, Consumer<Cid> sink) {
      throw new UnsupportedOperationException("no command lists links by codecs");
    }

    @Override
    public Node decode(byte[] bytes) {
      throw new UnsupportedOperationException("no command decodes");
    }

    @Override
    public byte[] encode(Node node) {
      return ("\"" + name() + " " + node + "\"").getBytes(StandardCharsets.UTF_8);
    }
  }

  @Override
  public Codec codec(long code) {
    return new Shown(code);
  }

  @Override
  public List<Codec> list() {
    return List.of(new Shown(Multicodec.RAW), new Shown(Multicodec.DAG_PB));
  }

  @Override
  public void links(Block block, Consumer<Cid> sink) {
    throw new UnsupportedOperationException("no command lists links by codecs");
  }
}
