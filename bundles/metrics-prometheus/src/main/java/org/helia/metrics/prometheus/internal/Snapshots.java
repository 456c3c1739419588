package org.helia.metrics.prometheus.internal;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.helia.api.metrics.Distribution;
import org.helia.api.metrics.Metric;
import org.helia.api.metrics.MetricSink;

/** Gathers what sources tell. Of a series that is told twice the first counts. */
final class Snapshots implements MetricSink {
  /** No source is trusted to have told its series apart sparingly. */
  static final int MAX_SERIES = 10_000;

  private final Map<String, Family> families = new LinkedHashMap<>();
  private int series;

  private enum Kind {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  /** A figure and its series, by the values of its labels. */
  private record Family(Metric metric, Kind kind, Map<List<String>, Object> values) {}

  @Override
  public void counter(Metric metric, List<String> labels, double value) {
    add(metric, Kind.COUNTER, labels, Math.max(0, value));
  }

  @Override
  public void gauge(Metric metric, List<String> labels, double value) {
    add(metric, Kind.GAUGE, labels, value);
  }

  @Override
  public void histogram(Metric metric, List<String> labels, Distribution distribution) {
    add(metric, Kind.HISTOGRAM, labels, distribution);
  }

  private void add(Metric metric, Kind kind, List<String> labels, Object value) {
    Family family =
        families.computeIfAbsent(
            metric.name(), name -> new Family(metric, kind, new LinkedHashMap<>()));
    if (family.kind() != kind || !family.metric().labels().equals(metric.labels())) {
      throw new IllegalArgumentException(
          "%s is told as %s with labels %s, and was before as %s with %s"
              .formatted(
                  metric.name(), kind, metric.labels(), family.kind(), family.metric().labels()));
    }
    if (labels.size() != metric.labels().size()) {
      throw new IllegalArgumentException(
          "%s has the labels %s, not %s".formatted(metric.name(), metric.labels(), labels));
    }
    if (series < MAX_SERIES && family.values().putIfAbsent(List.copyOf(labels), value) == null) {
      series++;
    }
  }

  MetricSnapshots all() {
    return new MetricSnapshots(families.values().stream().map(Snapshots::snapshot).toList());
  }

  private static MetricSnapshot snapshot(Family family) {
    MetricMetadata metadata = new MetricMetadata(family.metric().name(), family.metric().help());
    return switch (family.kind()) {
      case COUNTER ->
          new CounterSnapshot(
              metadata,
              points(family)
                  .map(
                      each ->
                          new CounterDataPointSnapshot(
                              (double) each.value(), each.labels(), null, 0L))
                  .toList());
      case GAUGE ->
          new GaugeSnapshot(
              metadata,
              points(family)
                  .map(
                      each ->
                          new GaugeDataPointSnapshot((double) each.value(), each.labels(), null))
                  .toList());
      case HISTOGRAM ->
          new HistogramSnapshot(
              metadata,
              points(family)
                  .map(each -> histogram((Distribution) each.value(), each.labels()))
                  .toList());
    };
  }

  /** A series. */
  private record Point(Labels labels, Object value) {}

  private static Stream<Point> points(Family family) {
    return family.values().entrySet().stream()
        .map(
            each -> new Point(Labels.of(family.metric().labels(), each.getKey()), each.getValue()));
  }

  private static HistogramDataPointSnapshot histogram(Distribution distribution, Labels labels) {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    for (int i = 0; i < distribution.counts().size(); i++) {
      double bound =
          i < distribution.bounds().size()
              ? distribution.bounds().get(i)
              : Double.POSITIVE_INFINITY;
      buckets.bucket(bound, distribution.counts().get(i));
    }
    return HistogramDataPointSnapshot.builder()
        .classicHistogramBuckets(buckets.build())
        .sum(distribution.sum())
        .labels(labels)
        .build();
  }
}
