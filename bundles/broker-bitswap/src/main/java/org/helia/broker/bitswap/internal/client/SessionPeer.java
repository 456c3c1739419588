package org.helia.broker.bitswap.internal.client;

/** A peer that has had something of what a session wants. Guarded by the client's lock. */
final class SessionPeer {
  private static final double SMOOTHING = 0.2;
  private static final double TRUSTED = 0.6;

  final RemotePeer peer;

  /** The part of the questions that it answered with yes, the last ones counting most. */
  private double hits = 1;

  private boolean collecting;

  SessionPeer(RemotePeer peer) {
    this.peer = peer;
  }

  void answered(boolean yes) {
    hits += SMOOTHING * ((yes ? 1 : 0) - hits);
  }

  /** It did not have something before, and has it now: it is fetching the same itself. */
  void gotItLater() {
    collecting = true;
  }

  /** Whether it is worth asking for blocks without asking first whether it has them. */
  boolean isTrusted() {
    return !collecting && hits >= TRUSTED;
  }
}
