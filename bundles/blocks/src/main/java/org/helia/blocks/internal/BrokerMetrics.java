package org.helia.blocks.internal;

import org.helia.api.metrics.Counter;
import org.helia.api.metrics.Metric;
import org.helia.api.metrics.MetricSink;
import org.helia.api.metrics.MetricSource;

/** Counts by the names of brokers, also when a broker is replaced by another of its name. */
final class BrokerMetrics implements MetricSource {
  private static final String BROKER = "broker";

  private final Counter wants =
      new Counter(new Metric("helia_blocks_wants", "Blocks that a broker was asked for.", BROKER));
  private final Counter fetched =
      new Counter(new Metric("helia_blocks_fetched", "Blocks that a broker delivered.", BROKER));
  private final Counter fetchedBytes =
      new Counter(new Metric("helia_blocks_fetched_bytes", "Their bytes.", BROKER));
  private final Counter failures =
      new Counter(
          new Metric(
              "helia_blocks_fetch_failures",
              "Blocks that a broker did not deliver, or not in time, or wrong.",
              BROKER));

  /**
   * What is counted of one broker.
   *
   * @param failures of any kind
   */
  record Series(
      Counter.Series wants,
      Counter.Series fetched,
      Counter.Series fetchedBytes,
      Counter.Series failures) {}

  Series of(String broker) {
    return new Series(
        wants.series(broker),
        fetched.series(broker),
        fetchedBytes.series(broker),
        failures.series(broker));
  }

  @Override
  public void collect(MetricSink sink) {
    wants.collect(sink);
    fetched.collect(sink);
    fetchedBytes.collect(sink);
    failures.collect(sink);
  }
}
