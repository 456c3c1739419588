package org.helia.cli.internal.server;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What somebody may have meant who typed the name of no command. */
final class Suggestions {
  private static final int MAX_SUGGESTIONS = 5;
  private static final int MAX_WORDS = 2;

  /**
   * Longer words are not compared: the comparison takes time and memory in proportion to their
   * length.
   */
  private static final int MAX_COMPARED_LENGTH = 40;

  private final List<String> names;

  /** Suggests some of these names, which have hyphens between their words. */
  Suggestions(List<String> names) {
    this.names = names;
  }

  /** The error for a command line. */
  String message(List<String> words) {
    String typed = words.get(0);
    StringBuilder text = new StringBuilder("unknown command \"").append(typed).append('"');
    List<String> near = near(words);
    if (near.isEmpty()) {
      return text.append("; `helia help` lists the commands").toString();
    }
    text.append("\n\nDid you mean ").append(near.size() == 1 ? "this?\n" : "one of these?\n");
    near.forEach(name -> text.append("\n        helia ").append(name.replace('-', ' ')));
    return text.toString();
  }

  private List<String> near(List<String> words) {
    String first = words.get(0).toLowerCase(Locale.ROOT);
    List<String> family = names.stream().filter(name -> name.startsWith(first + "-")).toList();
    if (!family.isEmpty()) {
      return family;
    }
    String joined =
        String.join("-", words.subList(0, Math.min(MAX_WORDS, words.size())))
            .toLowerCase(Locale.ROOT);
    return Stream.of(first, joined)
        .distinct()
        .filter(typed -> typed.length() <= MAX_COMPARED_LENGTH)
        .flatMap(this::nearest)
        .distinct()
        .limit(MAX_SUGGESTIONS)
        .toList();
  }

  private Stream<String> nearest(String typed) {
    int most = Math.max(1, typed.length() / 3);
    return names.stream()
        .filter(name -> distance(typed, name) <= most)
        .sorted(Comparator.comparingInt(name -> distance(typed, name)));
  }

  /**
   * How many letters have to be inserted, deleted or replaced to make one text the other
   * (Levenshtein).
   */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
