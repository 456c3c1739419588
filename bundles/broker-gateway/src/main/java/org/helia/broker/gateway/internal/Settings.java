package org.helia.broker.gateway.internal;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A configuration that has been checked. */
record Settings(
    List<GatewayUrl> gateways,
    List<GatewayUrl> publicGateways,
    boolean routed,
    boolean privateAddresses,
    int requestsPerGateway,
    Duration connect,
    Duration response,
    int leastRate,
    boolean cars) {

  /**
   * @throws IllegalArgumentException naming the option that is wrong
   */
  static Settings of(BrokerConfig config) {
    return new Settings(
        urls("gateways", config.gateways()),
        urls("publicGateways", config.publicGateways()),
        config.routed(),
        config.privateAddresses(),
        inRange("requestsPerGateway", config.requestsPerGateway(), BrokerConfig.MAX_REQUESTS),
        millis("connectMillis", config.connectMillis()),
        millis("responseMillis", config.responseMillis()),
        inRange("leastRate", config.leastRate(), BrokerConfig.MAX_RATE),
        config.cars());
  }

  private static List<GatewayUrl> urls(String option, String[] texts) {
    return Stream.of(texts)
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(text -> url(option, text))
        .distinct()
        .toList();
  }

  private static GatewayUrl url(String option, String text) {
    try {
      return GatewayUrl.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s of %s: %s".formatted(option, BrokerConfig.PID, e.getMessage()), e);
    }
  }

  private static Duration millis(String option, int value) {
    return Duration.ofMillis(inRange(option, value, BrokerConfig.MAX_MILLIS));
  }

  private static int inRange(String option, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(
          "%s of %s must be from 1 to %d, not %d".formatted(option, BrokerConfig.PID, max, value));
    }
    return value;
  }
}
