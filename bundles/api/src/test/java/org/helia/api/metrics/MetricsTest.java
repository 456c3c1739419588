package org.helia.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final Metric METRIC = new Metric("helia_test_things", "Things.", "kind");

  /** What a source tells. */
  private static final class Recorder implements MetricSink {
    private final Map<String, Object> told = new TreeMap<>();

    static Map<String, Object> of(MetricSource source) {
      Recorder recorder = new Recorder();
      source.collect(recorder);
      return recorder.told;
    }

    private void tell(List<String> labels, Object value) {
      assertThat(told.put(String.join(",", labels), value)).isNull();
    }

    @Override
    public void counter(Metric metric, List<String> labels, double value) {
      tell(labels, value);
    }

    @Override
    public void gauge(Metric metric, List<String> labels, double value) {
      tell(labels, value);
    }

    @Override
    public void histogram(Metric metric, List<String> labels, Distribution distribution) {
      tell(labels, distribution);
    }
  }

  @Test
  void counter_series_areCountedApart() {
    Counter counter = new Counter(METRIC);
    counter.series("a").add(2);
    counter.series("b").add(1);
    counter.series("a").add(1);
    assertThat(Recorder.of(counter)).isEqualTo(Map.of("a", 3.0, "b", 1.0));
  }

  @Test
  void counter_tooManySeries_areCountedTogether() {
    Counter counter = new Counter(METRIC, 2);
    for (String label : List.of("a", "b", "c", "d", "a")) {
      counter.series(label).add(1);
    }
    assertThat(Recorder.of(counter)).isEqualTo(Map.of("a", 2.0, "b", 1.0, "other", 2.0));
  }

  @Test
  void counter_otherNumberOfLabels_isRefused() {
    assertThatThrownBy(() -> new Counter(METRIC).series("a", "b"))
        .hasMessage("helia_test_things has the labels [kind], not 2 values");
  }

  @Test
  void histogram_measurements_areSorted() {
    Histogram histogram = new Histogram(METRIC, List.of(1.0, 2.0));
    for (double value : new double[] {0.5, 1, 1.5, 3}) {
      histogram.series("a").add(value);
    }
    assertThat(Recorder.of(histogram))
        .containsEntry("a", new Distribution(List.of(1.0, 2.0), List.of(2L, 1L, 1L), 6));
  }

  @Test
  void histogram_times_areInSeconds() {
    Histogram histogram = Histogram.ofSeconds(METRIC);
    histogram.series("a").add(Duration.ofMillis(1500));
    assertThat(histogram.series("a").distribution().sum()).isEqualTo(1.5);
  }

  @Test
  void metric_wrongNames_areRefused() {
    for (String name : List.of("net_x", "helia_X", "helia_", "helia_x_total")) {
      assertThatThrownBy(() -> new Metric(name, "")).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new Metric("helia_x", "", "A")).hasMessageContaining("not A");
    assertThatThrownBy(() -> new Histogram(METRIC, List.of(1.0, 1.0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Distribution(List.of(1.0), List.of(1L), 0))
        .hasMessage("1 bounds make 2 classes, not 1");
  }
}
