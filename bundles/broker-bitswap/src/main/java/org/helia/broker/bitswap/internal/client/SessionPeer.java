package org.helia.broker.bitswap.internal.client;

/** A peer that has had something of what a session wants. Guarded by the client's lock. */
final class SessionPeer {
  private static final double SMOOTHING = 0.2;
  private static final double TRUSTED = 0.6;

  final RemotePeer peer;

  /** The part of the questions that it answered with yes, the last ones counting most. */
  private double hits = 1;

  private boolean everMissed;

  SessionPeer(RemotePeer peer) {
    this.peer = peer;
  }

  void answered(boolean yes) {
    hits += SMOOTHING * ((yes ? 1 : 0) - hits);
    everMissed |= !yes;
  }

  /** Whether it is worth asking for blocks without asking first whether it has them. */
  boolean isTrusted() {
    return hits >= TRUSTED;
  }

  /** Whether it lacks some of what is wanted, as one that is fetching it itself. */
  boolean isPartial() {
    return everMissed;
  }
}
