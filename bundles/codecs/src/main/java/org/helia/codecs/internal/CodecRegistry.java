package org.helia.codecs.internal;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.helia.api.block.Block;
import org.helia.api.codec.Codec;
import org.helia.api.codec.Codecs;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.codec.UnknownCodecException;
import org.helia.codecs.internal.PluginsByCode.Lease;
import org.helia.multiformats.Cid;
import org.jspecify.annotations.Nullable;
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

  @Override
  public Codec codec(long code) {
    try (Lease<Codec> lease = lease(code, "the caller")) {
      return new LiveCodec(code, lease.service().name());
    }
  }

  @Override
  public List<Codec> list() {
    return plugins.codes().stream().map(this::codec).toList();
  }

  @Override
  public void links(Block block, Consumer<Cid> sink) {
    Relay relay = new Relay(sink);
    try (Lease<Codec> lease = lease(block.cid().codec(), "block " + block.cid())) {
      lease.service().links(block.bytes(), relay);
    } catch (MalformedBlockException e) {
      if (e == relay.thrown) {
        throw e;
      }
      throw new MalformedBlockException("block " + block.cid() + ": " + e.getMessage(), e);
    }
  }

  private Lease<Codec> lease(long code, String what) {
    return plugins.lease(code, () -> new UnknownCodecException(what, code));
  }

  /** Tells the sink's own errors from those of the codec. */
  private static final class Relay implements Consumer<Cid> {
    private final Consumer<Cid> sink;
    private @Nullable RuntimeException thrown;

    Relay(Consumer<Cid> sink) {
      this.sink = sink;
    }

    @Override
    public void accept(Cid cid) {
      try {
        sink.accept(cid);
      } catch (RuntimeException e) {
        thrown = e;
        throw e;
      }
    }
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
      try (Lease<Codec> lease = lease(code, "the caller")) {
        lease.service().links(bytes, sink);
      }
    }
  }
}
