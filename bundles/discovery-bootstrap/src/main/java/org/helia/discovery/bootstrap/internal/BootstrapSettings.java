package org.helia.discovery.bootstrap.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.jspecify.annotations.Nullable;

/**
 * A configuration that has been checked.
 *
 * @param addresses each with a peer's id at its end
 */
record BootstrapSettings(
    List<Multiaddr> addresses, int minPeers, Duration period, Duration maxBackOff) {
  /**
   * @throws IllegalArgumentException naming the option that is wrong, and what it may be
   */
  static BootstrapSettings of(BootstrapConfig config) {
    return new BootstrapSettings(
        addresses(config.peers()),
        (int) inRange("minPeers", config.minPeers(), 0, 1_000),
        seconds("periodSeconds", config.periodSeconds()),
        seconds("maxBackOffSeconds", config.maxBackOffSeconds()));
  }

  /** The list comes as such or, from a {@code .cfg} file, as one text with commas. */
  private static List<Multiaddr> addresses(String... texts) {
    List<Multiaddr> all = new ArrayList<>();
    for (String text :
        Arrays.stream(texts).flatMap(each -> Arrays.stream(each.split(",", -1))).toList()) {
      if (!text.isBlank()) {
        all.add(address(text.strip()));
      }
    }
    inRange("the number of peers", all.size(), 0, BootstrapConfig.MAX_ADDRESSES);
    return List.copyOf(all);
  }

  private static Multiaddr address(String text) {
    try {
      Multiaddr address = Multiaddr.parse(text);
      if (address.peerId().isPresent()) {
        return address;
      }
    } catch (MultiformatsException e) {
      throw notAnAddress(text, e);
    }
    throw notAnAddress(text, null);
  }

  private static IllegalArgumentException notAnAddress(String text, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "peers of %s must be addresses with /p2p/ and a peer's id at their end, not '%s'"
            .formatted(BootstrapConfig.PID, text),
        cause);
  }

  private static Duration seconds(String option, long value) {
    return Duration.ofSeconds(inRange(option, value, 1, BootstrapConfig.MAX_SECONDS));
  }

  private static long inRange(String option, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s of %s must be from %d to %d, not %d"
              .formatted(option, BootstrapConfig.PID, min, max, value));
    }
    return value;
  }
}
