package org.helia.testkit.metrics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.helia.api.metrics.Distribution;
import org.helia.api.metrics.Metric;
import org.helia.api.metrics.MetricSink;
import org.helia.api.metrics.MetricSource;

/** What a source tells, which must be each series once, with as many values as labels. */
public final class CollectedMetrics implements MetricSink {
  private final Map<String, Double> told = new TreeMap<>();

  private CollectedMetrics() {}

  /**
   * Asks a source. The result has each series as "name{value,value}"; of a histogram it has how
   * many measurements there are.
   *
   * @throws AssertionError when the source does not keep to the rules
   */
  public static Map<String, Double> of(MetricSource source) {
    CollectedMetrics collected = new CollectedMetrics();
    source.collect(collected);
    return collected.told;
  }

  @Override
  public void counter(Metric metric, List<String> labels, double value) {
    gauge(metric, labels, value);
  }

  @Override
  public void gauge(Metric metric, List<String> labels, double value) {
    String series = metric.name() + "{" + String.join(",", labels) + "}";
    if (labels.size() != metric.labels().size()) {
      throw new AssertionError(series + " has not the labels " + metric.labels());
    }
    if (told.put(series, value) != null) {
      throw new AssertionError(series + " is told twice");
    }
  }

  @Override
  public void histogram(Metric metric, List<String> labels, Distribution distribution) {
    gauge(metric, labels, distribution.counts().stream().mapToLong(each -> each).sum());
  }
}
