package org.helia.codecs.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.helia.api.block.Block;
import org.helia.api.codec.Codec;
import org.helia.api.codec.Codecs;
import org.helia.api.codec.LinksOnlyCodecException;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.codec.NodeCodec;
import org.helia.api.codec.UnknownCodecException;
import org.helia.api.ipld.Node;
import org.helia.codecs.internal.PluginsByCode.Lease;
import org.helia.multiformats.Cid;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The facade of all codecs. The {@link Codec} objects it gives out look for the plugin anew at each
 * call, so that they outlive the plugin's replacement.
 */
@Component(configurationPid = CodecsConfig.PID)
@Designate(ocd = CodecsConfig.class)
public final class CodecRegistry implements Codecs {
  private final PluginsByCode<Codec> plugins;

  /** A facade without codecs. */
  @Activate
  public CodecRegistry(CodecsConfig config) {
    plugins = new PluginsByCode<>("codec", "helia-codec-dag-pb", config, Codec::code);
  }

  /** Takes over a changed configuration. */
  @Modified
  void configure(CodecsConfig config) {
    plugins.configure(config);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindCodec(Codec codec, Map<String, ?> properties) {
    plugins.add(codec, properties);
  }

  void updatedCodec(Codec codec, Map<String, ?> properties) {
    plugins.update(codec, properties);
  }

  void unbindCodec(Codec codec) {
    plugins.remove(codec);
  }

  private static String anybody() {
    return "the caller";
  }

  @Override
  public Codec codec(long code) {
    try (Lease<Codec> lease = lease(code, CodecRegistry::anybody)) {
      Codec codec = lease.service();
      return codec instanceof NodeCodec
          ? new LiveNodeCodec(code, codec.name())
          : new LiveCodec(code, codec.name());
    }
  }

  @Override
  public List<Codec> list() {
    return plugins.codes().stream().map(this::codec).toList();
  }

  @Override
  public Node decode(Block block) {
    Cid cid = block.cid();
    try {
      return withNodes(cid.codec(), () -> "block " + cid, codec -> codec.decode(block.bytes()));
    } catch (MalformedBlockException e) {
      throw new MalformedBlockException("block " + cid + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void links(Block block, Consumer<Cid> sink) {
    Cid cid = block.cid();
    List<Cid> links;
    try {
      links = linksOf(cid.codec(), () -> "block " + cid, block.bytes());
    } catch (MalformedBlockException e) {
      throw new MalformedBlockException("block " + cid + ": " + e.getMessage(), e);
    }
    links.forEach(sink);
  }

  /** Collected first: a codec that is leaving must not wait for what the sink does. */
  private List<Cid> linksOf(long code, Supplier<String> what, byte[] bytes) {
    List<Cid> links = new ArrayList<>();
    try (Lease<Codec> lease = lease(code, what)) {
      lease.service().links(bytes, links::add);
    }
    return links;
  }

  private <T> T withNodes(long code, Supplier<String> what, Function<NodeCodec, T> call) {
    try (Lease<Codec> lease = lease(code, what)) {
      if (lease.service() instanceof NodeCodec codec) {
        return call.apply(codec);
      }
    }
    throw new LinksOnlyCodecException(code);
  }

  private Lease<Codec> lease(long code, Supplier<String> what) {
    return plugins.lease(code, () -> new UnknownCodecException(what.get(), code));
  }

  private class LiveCodec implements Codec {
    final long code;
    private final String name;

    LiveCodec(long code, String name) {
      this.code = code;
      this.name = name;
    }

    @Override
    public final long code() {
      return code;
    }

    @Override
    public final String name() {
      return name;
    }

    @Override
    public final void links(byte[] bytes, Consumer<Cid> sink) {
      linksOf(code, CodecRegistry::anybody, bytes).forEach(sink);
    }
  }

  private final class LiveNodeCodec extends LiveCodec implements NodeCodec {
    LiveNodeCodec(long code, String name) {
      super(code, name);
    }

    @Override
    public Node decode(byte[] bytes) {
      return withNodes(code, CodecRegistry::anybody, codec -> codec.decode(bytes));
    }

    @Override
    public byte[] encode(Node node) {
      return withNodes(code, CodecRegistry::anybody, codec -> codec.encode(node));
    }
  }
}
