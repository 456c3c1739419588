package org.helia.gateway.trustless.internal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameters of a URL; of those that come several times, the first. */
final class Query {
  private final Map<String, String> values = new HashMap<>();

  /**
   * @param text what is behind the question mark
   */
  Query(@Nullable String text) {
    if (text != null) {
      for (String part : text.split("&")) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        String value = equals < 0 ? "" : part.substring(equals + 1);
        values.putIfAbsent(decode(name), decode(value));
      }
    }
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new HttpFault(HttpFault.BAD_REQUEST, "the query is not well encoded: " + text, e);
    }
  }
}
