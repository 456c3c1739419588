package org.helia.codecs.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.helia.api.block.Block;
import org.helia.api.codec.Codec;
import org.helia.api.codec.Codecs;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.codec.UnknownCodecException;
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
  private static final Supplier<String> ANYBODY = () -> "the caller";

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

  @Override
  public Codec codec(long code) {
    try (Lease<Codec> lease = lease(code, ANYBODY)) {
      return new LiveCodec(code, lease.service().name());
    }
  }

  @Override
  public List<Codec> list() {
    return plugins.codes().stream().map(this::codec).toList();
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

  private Lease<Codec> lease(long code, Supplier<String> what) {
    return plugins.lease(code, () -> new UnknownCodecException(what.get(), code));
  }

  private final class LiveCodec implements Codec {
    private final long code;
    private final String name;

    LiveCodec(long code, String name) {
      this.code = code;
      this.name = name;
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
      linksOf(code, ANYBODY, bytes).forEach(sink);
    }
  }
}
