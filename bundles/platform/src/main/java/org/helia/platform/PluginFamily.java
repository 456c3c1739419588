package org.helia.platform;

import java.time.Duration;

/**
 * What kind of plugins {@link Plugins} holds, and how patient it is.
 *
 * @param name what errors call one member, as in "blockstore"
 * @param feature a feature that provides one, as in "helia-blockstore-flatfs"
 * @param grace how long a caller waits for a replacement when a member that it needs has left
 * @param drain how long a member that leaves may take to end the calls that it has
 */
public record PluginFamily(String name, String feature, Duration grace, Duration drain) {
  /** How long callers wait for a replacement unless configured otherwise. */
  public static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

  /** How long a leaving member is waited for unless configured otherwise. */
  public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(10);

  /**
   * @throws IllegalArgumentException when a time is negative
   */
  public PluginFamily {
    requireNotNegative("grace", grace);
    requireNotNegative("drain", drain);
  }

  private static void requireNotNegative(String what, Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException(what + " must not be negative, but is " + time);
    }
  }

  /** A family with the default patience. */
  public static PluginFamily of(String name, String feature) {
    return new PluginFamily(name, feature, DEFAULT_GRACE, DEFAULT_DRAIN);
  }
}
