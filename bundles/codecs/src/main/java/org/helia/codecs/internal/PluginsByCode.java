package org.helia.codecs.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.helia.api.ServiceMissingException;
import org.helia.api.codec.CodecCode;
import org.helia.api.codec.CodecException;
import org.helia.platform.Plugin;
import org.helia.platform.PluginFamily;
import org.helia.platform.Plugins;

/**
 * A plugin family whose members are found by their multicodec code. Of several with one code the
 * best ranked is used.
 *
 * @param <T> the plugin interface
 */
final class PluginsByCode<T> {
  private final Plugins<T> plugins;
  private final ToLongFunction<T> codeOf;
  private volatile Index<T> index = new Index<>(List.of(), Map.of());

  /**
   * @param kind what errors call one member
   * @param feature a feature that provides one
   */
  PluginsByCode(String kind, String feature, CodecsConfig config, ToLongFunction<T> codeOf) {
    this.plugins = new Plugins<>(family(kind, feature, config));
    this.codeOf = codeOf;
  }

  void configure(CodecsConfig config) {
    PluginFamily now = plugins.family();
    plugins.reconfigure(family(now.name(), now.feature(), config));
  }

  private static PluginFamily family(String kind, String feature, CodecsConfig config) {
    return new PluginFamily(
        kind,
        feature,
        millis("graceMillis", config.graceMillis()),
        millis("drainMillis", config.drainMillis()));
  }

  private static Duration millis(String option, long value) {
    if (value < 0 || value > CodecsConfig.MAX_MILLIS) {
      throw new IllegalArgumentException(
          "%s of %s must be from 0 to %d, not %d"
              .formatted(option, CodecsConfig.PID, CodecsConfig.MAX_MILLIS, value));
    }
    return Duration.ofMillis(value);
  }

  void add(T service, Map<String, ?> properties) {
    plugins.add(service, properties);
  }

  void update(T service, Map<String, ?> properties) {
    plugins.update(service, properties);
  }

  void remove(T service) {
    plugins.remove(service);
  }

  /** The codes that are there, ascending. */
  List<Long> codes() {
    return index().byCode().keySet().stream().sorted().toList();
  }

  /**
   * The best plugin with a code, for one call. When there is none, waits for it up to the grace
   * period if one has just left or none has come yet.
   *
   * @param missing makes the error when there is none
   */
  Lease<T> lease(long code, Supplier<? extends CodecException> missing) {
    while (true) {
      long arrivals = plugins.arrivals();
      for (Plugin<T> plugin : index().byCode().getOrDefault(code, List.of())) {
        if (plugin.enter()) {
          return new Lease<>(plugin);
        }
      }
      if (!awaitOther(arrivals, missing)) {
        throw missing.get();
      }
    }
  }

  private boolean awaitOther(long arrivals, Supplier<? extends CodecException> missing) {
    if (!plugins.all().isEmpty()) {
      return plugins.awaitReplacement(arrivals);
    }
    try {
      return !plugins.require().isEmpty();
    } catch (ServiceMissingException e) {
      CodecException error = missing.get();
      error.addSuppressed(e);
      throw error;
    }
  }

  /** Made anew when the members have changed, which shows in the list being another one. */
  private Index<T> index() {
    List<Plugin<T>> members = plugins.all();
    Index<T> known = index;
    if (known.members() == members) {
      return known;
    }
    Index<T> made = indexOf(members);
    index = made;
    return made;
  }

  private Index<T> indexOf(List<Plugin<T>> members) {
    Map<Long, List<Plugin<T>>> byCode = new HashMap<>();
    for (Plugin<T> member : members) {
      byCode.computeIfAbsent(codeOf(member), code -> new ArrayList<>()).add(member);
    }
    return new Index<>(members, byCode);
  }

  private long codeOf(Plugin<T> member) {
    return member.properties().get(CodecCode.PROPERTY) instanceof Long code
        ? code
        : codeOf.applyAsLong(member.service());
  }

  private record Index<T>(List<Plugin<T>> members, Map<Long, List<Plugin<T>>> byCode) {}

  /** A plugin that does not leave before this is closed. */
  record Lease<T>(Plugin<T> plugin) implements AutoCloseable {
    T service() {
      return plugin.service();
    }

    @Override
    public void close() {
      plugin.exit();
    }
  }
}
