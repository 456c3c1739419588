package org.helia.codecs.internal;

import java.util.List;
import java.util.Map;
import org.helia.api.codec.CodecException;
import org.helia.api.codec.ExtendableHasher;
import org.helia.api.codec.Hasher;
import org.helia.api.codec.Hashers;
import org.helia.api.codec.InsecureHashException;
import org.helia.api.codec.UnknownHashException;
import org.helia.codecs.internal.PluginsByCode.Lease;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The facade of all hash functions. The {@link Hasher} objects it gives out look for the plugin
 * anew at each call, so that they outlive the plugin's replacement.
 *
 * <p>The configuration is that of {@link CodecRegistry}, whose class describes it to the operator.
 */
@Component(configurationPid = CodecsConfig.PID)
public final class HasherRegistry implements Hashers {
  private final PluginsByCode<Hasher> plugins;

  /** A facade without hash functions. */
  @Activate
  public HasherRegistry(CodecsConfig config) {
    plugins = new PluginsByCode<>("hash function", "helia-hash-sha2", config, Hasher::code);
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
  void bindHasher(Hasher hasher, Map<String, ?> properties) {
    plugins.add(hasher, properties);
  }

  void updatedHasher(Hasher hasher, Map<String, ?> properties) {
    plugins.update(hasher, properties);
  }

  void unbindHasher(Hasher hasher) {
    plugins.remove(hasher);
  }

  @Override
  public Hasher hasher(long code) {
    try (Lease<Hasher> lease = lease(code)) {
      Hasher hasher = lease.service();
      return hasher instanceof ExtendableHasher
          ? new LiveExtendableHasher(code, hasher.name())
          : new LiveHasher(code, hasher.name());
    }
  }

  @Override
  public List<Hasher> list() {
    return plugins.codes().stream().map(this::hasher).toList();
  }

  @Override
  public Multihash sum(long code, byte[] bytes) {
    return Multihash.wrap(code, digest(code, bytes));
  }

  @Override
  public boolean matches(Multihash expected, byte[] bytes) {
    requireTrustedLength(expected);
    try (Lease<Hasher> lease = lease(expected)) {
      return matches(expected, lease.service(), bytes);
    }
  }

  private static boolean matches(Multihash expected, Hasher hasher, byte[] bytes) {
    if (hasher instanceof ExtendableHasher extendable) {
      return expected.digestEquals(extendable.digest(bytes, expected.digestLength()));
    }
    byte[] digest = hasher.digest(bytes);
    return expected.code() == Multicodec.IDENTITY
        ? expected.digestEquals(digest)
        : expected.digestIsPrefixOf(digest);
  }

  @Override
  public void requireCheckable(Multihash expected) {
    requireTrustedLength(expected);
    lease(expected).close();
  }

  private static void requireTrustedLength(Multihash expected) {
    boolean identity = expected.code() == Multicodec.IDENTITY;
    boolean tooShort = expected.digestLength() < MIN_DIGEST_BYTES && !identity;
    if (tooShort || expected.isOversizedIdentity()) {
      throw new InsecureHashException(expected);
    }
  }

  private byte[] digest(long code, byte[] bytes) {
    try (Lease<Hasher> lease = lease(code)) {
      return lease.service().digest(bytes);
    }
  }

  private byte[] digest(long code, byte[] bytes, int length) {
    try (Lease<Hasher> lease = lease(code)) {
      Hasher hasher = lease.service();
      if (hasher instanceof ExtendableHasher extendable) {
        return extendable.digest(bytes, length);
      }
      throw new CodecException(
          "%s was replaced by a plugin whose digests have one length only"
              .formatted(hasher.name()));
    }
  }

  private Lease<Hasher> lease(long code) {
    return plugins.lease(code, () -> new UnknownHashException("the caller", code));
  }

  private Lease<Hasher> lease(Multihash hash) {
    long code = hash.code();
    return plugins.lease(code, () -> new UnknownHashException("multihash " + hash, code));
  }

  private class LiveHasher implements Hasher {
    final long code;
    private final String name;

    LiveHasher(long code, String name) {
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
    public final byte[] digest(byte[] bytes) {
      return HasherRegistry.this.digest(code, bytes);
    }
  }

  private final class LiveExtendableHasher extends LiveHasher implements ExtendableHasher {
    LiveExtendableHasher(long code, String name) {
      super(code, name);
    }

    @Override
    public byte[] digest(byte[] bytes, int length) {
      return HasherRegistry.this.digest(code, bytes, length);
    }
  }
}
