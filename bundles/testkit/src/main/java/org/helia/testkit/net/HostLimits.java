package org.helia.testkit.net;

/**
 * What a host allows.
 *
 * @param connections how many at most; more are refused
 * @param streamsPerConnection how many of those that the remote opens at most; more are reset
 */
public record HostLimits(int connections, int streamsPerConnection) {
  /** As many as there are. */
  public static final HostLimits NONE = new HostLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);
}
