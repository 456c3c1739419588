package org.helia.api.metrics;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a figure is.
 *
 * @param name in small letters, digits and underscores, beginning with "helia_", with the unit at
 *     its end where there is one, as in "helia_net_dial_seconds"; without "_total"
 * @param help a sentence
 * @param labels the names of what tells the series of the figure apart; may be empty
 */
public record Metric(String name, String help, List<String> labels) {
  private static final Pattern NAME = Pattern.compile("helia(_[a-z0-9]+)+");
  private static final Pattern LABEL = Pattern.compile("[a-z][a-z0-9_]*");

  /**
   * @throws IllegalArgumentException when a name is not as it should be
   */
  public Metric {
    labels = List.copyOf(labels);
    if (!NAME.matcher(name).matches() || name.endsWith("_total")) {
      throw new IllegalArgumentException(
          "a metric's name is as helia_net_dial_seconds, without _total, not " + name);
    }
    for (String label : labels) {
      if (!LABEL.matcher(label).matches()) {
        throw new IllegalArgumentException("a label is as peer_id, not " + label);
      }
    }
  }

  /** As the record's own constructor. */
  public Metric(String name, String help, String... labels) {
    this(name, help, List.of(labels));
  }
}
