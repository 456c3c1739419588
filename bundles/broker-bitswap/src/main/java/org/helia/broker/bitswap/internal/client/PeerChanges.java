package org.helia.broker.bitswap.internal.client;

import java.util.List;
import java.util.Set;
import org.helia.broker.bitswap.internal.wire.ProtocolVersion;
import org.helia.multiformats.peer.PeerId;

/**
 * What becomes of the wants when peers come, leave, or turn out to be other than was thought.
 * Called under the client's lock.
 */
final class PeerChanges {
  private final WantList wants;
  private final PeerTable peers;
  private final Set<FetchSession> sessions;
  private final Placement placement;

  /**
   * @param sessions those that are open
   */
  PeerChanges(WantList wants, PeerTable peers, Set<FetchSession> sessions, Placement placement) {
    this.wants = wants;
    this.peers = peers;
    this.sessions = sessions;
    this.placement = placement;
  }

  /** A peer that the reader of a session named is there. */
  void joined(FetchSession session, PeerId id, List<Runnable> later) {
    if (!session.closed) {
      session.join(placement.arrived(id));
      placement.placeAll(session, later);
    }
  }

  /** A peer that the reader named has been dialled, in vain or not. */
  void dialled(FetchSession session, List<Runnable> later) {
    session.dials--;
    for (Want want : List.copyOf(session.unassigned)) {
      placement.place(session, want, later);
      placement.giveUpIfHopeless(want, later);
    }
  }

  /** It has turned out what a peer speaks. */
  void speaks(PeerId id, ProtocolVersion version, List<Runnable> later) {
    RemotePeer peer = peers.get(id);
    if (peer != null && peer.legacy == version.hasPresences()) {
      peer.legacy = !version.hasPresences();
      List.copyOf(peer.waiting).stream()
          .filter(ask -> peer.legacy && !ask.isFetching())
          .forEach(ask -> neverAsked(ask, later));
      placement.placeAll(later);
    }
  }

  private void neverAsked(Ask ask, List<Runnable> later) {
    ask.peer.forget(ask);
    ask.want.asks.remove(ask.peer);
    placement.released(ask, later);
  }

  /** A peer has left. */
  void left(PeerId id, List<Runnable> later) {
    RemotePeer peer = peers.remove(id);
    if (peer != null) {
      abandon(peer, later);
    }
  }

  /** Nothing can be sent to a peer until it says something itself. */
  void unreachable(PeerId id, List<Runnable> later) {
    RemotePeer peer = peers.get(id);
    if (peer != null) {
      peer.unreachable = true;
      abandon(peer, later);
    }
  }

  /** What was asked of a peer has to come from others. */
  private void abandon(RemotePeer peer, List<Runnable> later) {
    sessions.forEach(session -> session.peers.remove(peer));
    for (Want want : List.copyOf(wants.all())) {
      Ask ask = want.asks.remove(peer);
      if (ask != null) {
        peer.forget(ask);
        placement.released(ask, later);
      }
    }
    placement.placeAll(later);
  }
}
