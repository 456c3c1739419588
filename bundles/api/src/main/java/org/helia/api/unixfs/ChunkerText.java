package org.helia.api.unixfs;

import java.util.Locale;

/** Reads the text form of a chunker. */
final class ChunkerText {
  private static final String FORMS =
      "size-<bytes>, rabin, rabin-<average>, rabin-<least>-<average>-<greatest> or buzhash";

  private ChunkerText() {}

  static Chunker parse(String text) {
    String[] parts = text.toLowerCase(Locale.ROOT).split("-", -1);
    return switch (parts[0] + "/" + parts.length) {
      case "size/2" -> new Chunker.FixedSize(number(text, parts[1], ""));
      case "rabin/1" -> Chunker.Rabin.DEFAULT;
      case "rabin/2" -> Chunker.Rabin.ofAverage(number(text, parts[1], "avg"));
      case "rabin/4" ->
          new Chunker.Rabin(
              number(text, parts[1], "min"),
              number(text, parts[2], "avg"),
              number(text, parts[3], "max"));
      case "buzhash/1" -> new Chunker.Buzhash();
      default ->
          throw new IllegalArgumentException(
              "chunker \"%s\" is not known; there are %s".formatted(text, FORMS));
    };
  }

  private static int number(String text, String part, String label) {
    boolean labelled = !label.isEmpty() && part.startsWith(label + ":");
    String digits = labelled ? part.substring(label.length() + 1) : part;
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "chunker \"%s\" has \"%s\" where a whole number of bytes belongs".formatted(text, digits),
          e);
    }
  }
}
