package org.helia.net.fetch.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.helia.api.net.FetchSource;
import org.helia.multiformats.peer.PeerId;
import org.helia.platform.Plugin;
import org.helia.platform.PluginFamily;
import org.helia.platform.Plugins;

/** Those who have values, by the beginning of their keys, while they come and go. */
final class FetchSources {
  private final Plugins<FetchSource> plugins =
      new Plugins<>(PluginFamily.of("source of values", "helia-net-fetch"));

  /** A source and one of its prefixes. */
  private record Candidate(Plugin<FetchSource> plugin, byte[] prefix) {
    boolean fits(byte[] key) {
      return key.length >= prefix.length
          && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }
  }

  void add(FetchSource source, Map<String, ?> properties) {
    plugins.add(source, properties);
  }

  void remove(FetchSource source) {
    plugins.remove(source);
  }

  /** Asks the one with the longest prefix; the next one when that is just leaving. */
  Optional<byte[]> value(byte[] key, PeerId asker) {
    for (Candidate candidate : candidates(key)) {
      if (candidate.plugin().enter()) {
        try {
          return candidate.plugin().service().value(key, asker);
        } finally {
          candidate.plugin().exit();
        }
      }
    }
    return Optional.empty();
  }

  private List<Candidate> candidates(byte[] key) {
    return plugins.all().stream()
        .flatMap(
            plugin ->
                prefixes(plugin).stream()
                    .map(prefix -> new Candidate(plugin, prefix.getBytes(StandardCharsets.UTF_8))))
        .filter(candidate -> candidate.fits(key))
        .sorted(Comparator.comparingInt(candidate -> -candidate.prefix().length))
        .toList();
  }

  /** A property of type String+ may be a text, an array or a collection. */
  private static List<String> prefixes(Plugin<FetchSource> plugin) {
    Object value = plugin.properties().get(FetchSource.PREFIX);
    List<String> prefixes = new ArrayList<>();
    if (value instanceof String text) {
      prefixes.add(text);
    } else if (value instanceof String[] texts) {
      prefixes.addAll(List.of(texts));
    } else if (value instanceof Collection<?> texts) {
      texts.forEach(text -> prefixes.add(String.valueOf(text)));
    }
    return prefixes;
  }
}
