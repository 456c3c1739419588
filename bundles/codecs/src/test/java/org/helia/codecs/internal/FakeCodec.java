package org.helia.codecs.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.helia.api.codec.CodecCode;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.codec.NodeCodec;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.Node;
import org.helia.multiformats.Cid;

/** A codec whose blocks are the bytes of one link, and that knows whether it may be called. */
final class FakeCodec implements NodeCodec {
  private final long code;
  private final String name;
  private final AtomicInteger calls = new AtomicInteger();
  private volatile boolean closed;

  FakeCodec(long code, String name) {
    this.code = code;
    this.name = name;
  }

  /** The properties of a codec's component. */
  static Map<String, Object> properties(long code, int ranking) {
    return Map.of(
        CodecCode.PROPERTY, code, "service.ranking", ranking, "component.name", "codec" + code);
  }

  @Override
  public long code() {
    return code;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void links(byte[] bytes, Consumer<Cid> sink) {
    called(() -> read(bytes), sink);
  }

  @Override
  public Node decode(byte[] bytes) {
    List<Node> nodes = new ArrayList<>();
    called(() -> read(bytes), cid -> nodes.add(new LinkNode(cid)));
    return nodes.get(0);
  }

  @Override
  public byte[] encode(Node node) {
    List<byte[]> blocks = new ArrayList<>();
    called(() -> ((LinkNode) node).cid().toBytes(), blocks::add);
    return blocks.get(0);
  }

  private static Cid read(byte[] bytes) {
    if (bytes.length == 0) {
      throw new MalformedBlockException("nothing there");
    }
    return Cid.fromBytes(bytes);
  }

  private <T> void called(Supplier<T> work, Consumer<T> sink) {
    calls.incrementAndGet();
    try {
      if (closed) {
        throw new IllegalStateException(name + " was called after it had left");
      }
      sink.accept(work.get());
    } finally {
      calls.decrementAndGet();
    }
  }

  /** As a component's deactivation. */
  void close() {
    if (calls.get() != 0) {
      throw new IllegalStateException(name + " was closed under a call");
    }
    closed = true;
  }
}
