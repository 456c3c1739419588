package org.helia.broker.gateway.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** All gateways that were asked lately. */
final class Gateways {
  /** How many are remembered. */
  static final int MAX_KNOWN = 256;

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

  synchronized Gateway at(GatewayUrl url) {
    return known.computeIfAbsent(url, each -> new Gateway(each, nanoTime));
  }
}
