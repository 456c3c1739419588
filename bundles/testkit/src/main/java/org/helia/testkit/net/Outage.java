package org.helia.testkit.net;

import java.time.Duration;

/** What happens between hosts that a partition takes apart. */
public enum Outage {
  /** Connections break at once and dials are refused. */
  BREAK,
  /**
   * Nothing arrives, and dials get no answer. What was sent arrives when the network is whole
   * again; a connection on which something was due for {@link #PATIENCE} breaks.
   */
  STALL;

  /** How long a stalled connection lasts. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);
}
