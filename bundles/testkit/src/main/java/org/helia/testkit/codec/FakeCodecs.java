package org.helia.testkit.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.helia.api.block.Block;
import org.helia.api.codec.Codec;
import org.helia.api.codec.Codecs;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.codec.UnknownCodecException;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.MultiformatsException;

/**
 * Raw blocks, which have no links, and blocks of a codec of its own: text with a CID in each line,
 * or a word that is no link and begins with {@code #}.
 */
public final class FakeCodecs implements Codecs {
  /** The code of that codec, from the range for private use. */
  public static final long LINES = 0x300000;

  private final Map<Long, Codec> codecs = new ConcurrentHashMap<>();

  /** Both codecs. */
  public FakeCodecs() {
    codecs.put(Multicodec.RAW, new FakeCodec(Multicodec.RAW, "raw"));
    codecs.put(LINES, new FakeCodec(LINES, "lines"));
  }

  /** The content of a block of links. */
  public static byte[] content(List<Cid> links, String comment) {
    StringBuilder text = new StringBuilder("#").append(comment).append('\n');
    links.forEach(link -> text.append(link).append('\n'));
    return text.toString().getBytes(UTF_8);
  }

  /** Adds a codec, a real one perhaps. */
  public void add(Codec codec) {
    codecs.put(codec.code(), codec);
  }

  /** Takes a codec away, as when its bundle stops. */
  public void remove(long code) {
    codecs.remove(code);
  }

  @Override
  public Codec codec(long code) {
    Codec codec = codecs.get(code);
    if (codec == null) {
      throw new UnknownCodecException("the caller", code);
    }
    return codec;
  }

  @Override
  public List<Codec> list() {
    return codecs.values().stream()
        .sorted((one, other) -> Long.compare(one.code(), other.code()))
        .toList();
  }

  @Override
  public void links(Block block, Consumer<Cid> sink) {
    Codec codec = codecs.get(block.cid().codec());
    if (codec == null) {
      throw new UnknownCodecException("block " + block.cid(), block.cid().codec());
    }
    codec.links(block.bytes(), sink);
  }

  private record FakeCodec(long code, String name) implements Codec {
    @Override
    public void links(byte[] bytes, Consumer<Cid> sink) {
      if (code == LINES) {
        new String(bytes, UTF_8)
            .lines()
            .filter(line -> !line.startsWith("#"))
            .forEach(line -> sink.accept(parse(line)));
      }
    }

    private static Cid parse(String line) {
      try {
        return Cid.parse(line);
      } catch (MultiformatsException e) {
        throw new MalformedBlockException("no CID: " + line, e);
      }
    }
  }
}
