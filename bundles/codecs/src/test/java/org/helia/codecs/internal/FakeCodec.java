package org.helia.codecs.internal;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.helia.api.codec.Codec;
import org.helia.api.codec.CodecCode;
import org.helia.api.codec.MalformedBlockException;
import org.helia.multiformats.Cid;

/** A codec whose blocks are the bytes of one link, and that knows whether it may be called. */
final class FakeCodec implements Codec {
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
    calls.incrementAndGet();
    try {
      if (closed) {
        throw new IllegalStateException(name + " was called after it had left");
      }
      if (bytes.length == 0) {
        throw new MalformedBlockException("nothing there");
      }
      sink.accept(Cid.fromBytes(bytes));
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
