package org.helia.gateway.trustless.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the media types that a client accepts.
 *
 * @param type in lower case, as in "application/vnd.ipld.car"
 * @param parameters by name in lower case; the quality is not among them
 * @param quality how much it is liked, from 0 to 1
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1">RFC 9110, Accept</a>
 */
record MediaRange(String type, Map<String, String> parameters, double quality) {
  private static final int MAX_RANGES = 32;

  /** What an Accept header lists, the best first; those that are refused are left out. */
  static List<MediaRange> parse(@Nullable String accept) {
    if (accept == null) {
      return List.of();
    }
    List<MediaRange> ranges = new ArrayList<>();
    for (String part : accept.split(",", MAX_RANGES)) {
      MediaRange range = parseOne(part);
      if (!range.type.isEmpty() && range.quality > 0) {
        ranges.add(range);
      }
    }
    ranges.sort(Comparator.comparingDouble(MediaRange::quality).reversed());
    return ranges;
  }

  private static MediaRange parseOne(String text) {
    String[] parts = text.split(";", -1);
    Map<String, String> parameters = new HashMap<>();
    double quality = 1;
    for (int i = 1; i < parts.length; i++) {
      String[] pair = parts[i].strip().split("=", 2);
      String name = pair[0].strip().toLowerCase(Locale.ROOT);
      String value = pair.length < 2 ? "" : pair[1].strip().replace("\"", "");
      if (name.equals("q")) {
        quality = parseQuality(value);
      } else if (!name.isEmpty()) {
        parameters.put(name, value);
      }
    }
    return new MediaRange(parts[0].strip().toLowerCase(Locale.ROOT), parameters, quality);
  }

  private static double parseQuality(String value) {
    try {
      return Math.max(0, Math.min(1, Double.parseDouble(value)));
    } catch (NumberFormatException e) {
      return 1;
    }
  }
}
