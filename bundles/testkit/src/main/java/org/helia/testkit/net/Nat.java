package org.helia.testkit.net;

/** Who can dial a host. Whoever cannot gets no answer. */
public enum Nat {
  /** Everybody: there is none. */
  NONE,
  /**
   * Hosts that it has dialled before, reached or not: the router lets in answers from where
   * something was sent. Two such hosts that dial each other at the same time reach each other at
   * the second attempt, as in hole punching.
   */
  DIALLED_FIRST,
  /** Hosts with which it has a connection now. */
  CONNECTED
}
