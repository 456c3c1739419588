package org.helia.broker.gateway.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.helia.api.metrics.Counter;
import org.helia.api.metrics.Metric;
import org.helia.api.metrics.MetricSink;
import org.helia.api.metrics.MetricSource;

/** All gateways that were asked lately. */
final class Gateways implements MetricSource {
  /** How many are remembered. */
  static final int MAX_KNOWN = 256;

  private final Counter answers =
      new Counter(
          new Metric(
              "helia_broker_gateway_answers",
              "What became of the requests that a gateway was sent.",
              "gateway",
              "result"));
  private final LongSupplier nanoTime;
  private final Map<GatewayUrl, Gateway> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<GatewayUrl, Gateway> eldest) {
          return size() > MAX_KNOWN;
        }
      };

  Gateways(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Override
  public void collect(MetricSink sink) {
    answers.collect(sink);
  }

  synchronized Gateway at(GatewayUrl url) {
    return known.computeIfAbsent(url, each -> new Gateway(each, nanoTime, answers));
  }
}
