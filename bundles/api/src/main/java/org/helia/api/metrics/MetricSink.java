package org.helia.api.metrics;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes figures. The labels' values are in the order of their names in the {@link Metric}. Who
 * tells them keeps the number of series bounded, also where others choose the values.
 */
@ProviderType
public interface MetricSink {
  /** What has been counted since the node started; never falls. */
  void counter(Metric metric, List<String> labels, double value);

  /** What is there now. */
  void gauge(Metric metric, List<String> labels, double value);

  /** How measurements are distributed. */
  void histogram(Metric metric, List<String> labels, Distribution distribution);
}
