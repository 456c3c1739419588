package org.helia.api.metrics;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The series of a figure, by the values of its labels; what comes when it is full goes together.
 */
final class SeriesTable<S> {
  /** What stands for all values that came too late. */
  static final String OTHER = "other";

  private final Metric metric;
  private final int max;
  private final Supplier<S> empty;
  private final Map<List<String>, S> series = new ConcurrentHashMap<>();

  SeriesTable(Metric metric, int max, Supplier<S> empty) {
    this.metric = metric;
    this.max = max;
    this.empty = empty;
  }

  S get(String... values) {
    List<String> labels = List.of(values);
    S known = series.get(labels);
    return known == null ? add(labels) : known;
  }

  private synchronized S add(List<String> labels) {
    if (labels.size() != metric.labels().size()) {
      throw new IllegalArgumentException(
          "%s has the labels %s, not %d values"
              .formatted(metric.name(), metric.labels(), labels.size()));
    }
    boolean full = series.size() >= max && !series.containsKey(labels);
    List<String> kept = full ? Collections.nCopies(labels.size(), OTHER) : labels;
    return series.computeIfAbsent(kept, each -> empty.get());
  }

  void forEach(BiConsumer<List<String>, S> each) {
    series.forEach(each);
  }
}
