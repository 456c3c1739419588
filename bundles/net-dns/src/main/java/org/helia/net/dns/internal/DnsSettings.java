package org.helia.net.dns.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A configuration that has been checked. */
record DnsSettings(
    List<Server> servers,
    Duration query,
    NameResolution.Bounds bounds,
    int cachedAnswers,
    Duration maxTimeToLive) {
  /**
   * @throws IllegalArgumentException naming the option that is wrong, and what it may be
   */
  static DnsSettings of(DnsConfig config) {
    return new DnsSettings(
        Arrays.stream(config.servers())
            .flatMap(text -> Arrays.stream(text.split(",", -1)))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(Server::parse)
            .toList(),
        Duration.ofMillis(inRange("queryMillis", config.queryMillis(), 10, DnsConfig.MAX_MILLIS)),
        new NameResolution.Bounds(
            (int) inRange("maxDepth", config.maxDepth(), 1, 32),
            (int) inRange("maxLookups", config.maxLookups(), 1, 1_000),
            (int) inRange("maxAddresses", config.maxAddresses(), 1, 1_000)),
        (int) inRange("cachedAnswers", config.cachedAnswers(), 0, 1_000_000),
        Duration.ofSeconds(
            inRange("maxTimeToLiveSeconds", config.maxTimeToLiveSeconds(), 0, 604_800)));
  }

  private static long inRange(String option, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s of %s must be from %d to %d, not %d"
              .formatted(option, DnsConfig.PID, min, max, value));
    }
    return value;
  }
}
