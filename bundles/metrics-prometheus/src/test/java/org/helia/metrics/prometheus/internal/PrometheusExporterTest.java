package org.helia.metrics.prometheus.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.helia.api.metrics.Counter;
import org.helia.api.metrics.Histogram;
import org.helia.api.metrics.Metric;
import org.helia.api.metrics.MetricSource;
import org.junit.jupiter.api.Test;

class PrometheusExporterTest {
  private static final Metric GAUGE = new Metric("helia_test_open", "What is open.", "kind");

  private final PrometheusExporter exporter = new PrometheusExporter();

  private void add(MetricSource source) {
    exporter.addSource(source, Map.of());
  }

  private String text() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    exporter.write(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void write_eachKind_isAsPrometheusReadsIt() throws IOException {
    Counter counter = new Counter(new Metric("helia_test_requests", "Requests.", "kind"));
    counter.series("a\"b").add(3);
    Histogram histogram =
        new Histogram(new Metric("helia_test_seconds", "Times."), List.of(0.5, 1.0));
    histogram.series().add(0.25);
    histogram.series().add(0.75);
    histogram.series().add(2);
    add(counter);
    add(sink -> sink.gauge(GAUGE, List.of("x"), 7));
    add(histogram);
    assertThat(text())
        .contains(
            "# HELP helia_test_requests_total Requests.\n"
                + "# TYPE helia_test_requests_total counter\n"
                + "helia_test_requests_total{kind=\"a\\\"b\"} 3.0\n")
        .contains(
            "# HELP helia_test_open What is open.\n"
                + "# TYPE helia_test_open gauge\n"
                + "helia_test_open{kind=\"x\"} 7.0\n")
        .contains(
            "# TYPE helia_test_seconds histogram\n"
                + "helia_test_seconds_bucket{le=\"0.5\"} 1\n"
                + "helia_test_seconds_bucket{le=\"1.0\"} 2\n"
                + "helia_test_seconds_bucket{le=\"+Inf\"} 3\n"
                + "helia_test_seconds_count 3\n"
                + "helia_test_seconds_sum 3.0\n");
    assertThat(exporter.mediaType()).startsWith("text/plain; version=0.0.4");
  }

  @Test
  void write_aSourceThatFails_takesNothingFromOthers() throws IOException {
    add(
        sink -> {
          throw new IllegalStateException("broken");
        });
    add(sink -> sink.gauge(GAUGE, List.of("x"), 7));
    // Told as another kind, and with other labels.
    add(sink -> sink.counter(GAUGE, List.of("y"), 1));
    add(sink -> sink.gauge(GAUGE, List.of("y", "z"), 1));
    assertThat(text()).contains("helia_test_open{kind=\"x\"} 7.0\n").doesNotContain("\"y\"");
  }

  @Test
  void write_aSourceThatHasGone_isLeftOut() throws IOException {
    MetricSource source = sink -> sink.gauge(GAUGE, List.of("x"), 7);
    add(source);
    add(sink -> sink.gauge(GAUGE, List.of("x"), 8));
    assertThat(text()).contains("7.0").doesNotContain("8.0");
    exporter.removeSource(source);
    assertThat(text()).contains("8.0");
  }

  @Test
  void write_tooManySeries_areCutOff() throws IOException {
    add(
        sink -> {
          for (int i = 0; i <= Snapshots.MAX_SERIES; i++) {
            sink.gauge(GAUGE, List.of(Integer.toString(i)), i);
          }
        });
    assertThat(text().lines().filter(line -> !line.startsWith("#")).count())
        .isEqualTo(Snapshots.MAX_SERIES);
  }
}
