package org.helia.broker.bitswap.internal.client;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.helia.api.block.CheckedBlock;
import org.helia.api.block.FetchedBlock;
import org.helia.api.codec.Hashers;
import org.helia.broker.bitswap.internal.peer.Time;
import org.helia.broker.bitswap.internal.wire.Presence;
import org.helia.broker.bitswap.internal.wire.WantType;
import org.helia.multiformats.peer.PeerId;
import org.jspecify.annotations.Nullable;

/**
 * Takes what peers answer, and what they leave unanswered: delivers blocks, notes who has what and
 * whom not to rely on. Called under the client's lock.
 */
final class Responses {
  private final Hashers hashers;
  private final Time time;
  private final WantList wants;
  private final PeerTable peers;
  private final Assigner assigner;
  private final Placement placement;
  private final ArrivalCounts counts;

  Responses(
      Hashers hashers,
      Time time,
      WantList wants,
      PeerTable peers,
      Assigner assigner,
      Placement placement,
      ArrivalCounts counts) {
    this.hashers = hashers;
    this.time = time;
    this.wants = wants;
    this.peers = peers;
    this.assigner = assigner;
    this.placement = placement;
    this.counts = counts;
  }

  /** A peer has sent blocks, checked, and said what it has. */
  void received(
      PeerId id, List<CheckedBlock> blocks, List<Presence> presences, List<Runnable> later) {
    RemotePeer peer = placement.arrived(id);
    blocks.forEach(block -> received(peer, block, later));
    presences.forEach(presence -> received(peer, presence, later));
    placement.placeAll(later);
  }

  private void received(RemotePeer peer, CheckedBlock block, List<Runnable> later) {
    long now = time.nanos();
    Want want = wants.get(block.block().cid().multihash());
    int bytes = block.block().size();
    if (want == null) {
      if (wants.wasWanted(block.block().cid().multihash())) {
        counts.duplicate(bytes);
      } else {
        counts.unwanted(bytes);
        distrust(peer, now, later);
      }
      return;
    }
    Ask ask = want.asks.get(peer);
    if (ask != null) {
      peer.answered(ask, now);
      noteIfLate(ask);
      ask.live = false;
    }
    peer.delivered(bytes, now);
    Set<FetchSession> readers = new LinkedHashSet<>();
    want.waiters.forEach(waiter -> readers.add(waiter.session()));
    for (FetchSession reader : readers) {
      reader.received(bytes);
      reader.join(peer).answered(true);
    }
    List<Want.Waiter> waiters = wants.take(want);
    later.add(() -> waiters.forEach(waiter -> deliver(waiter, block, peer.id())));
  }

  private void deliver(Want.Waiter waiter, CheckedBlock block, PeerId from) {
    String source = from.toString();
    CheckedBlock asked =
        waiter.cid().equals(block.block().cid())
            ? block
            : CheckedBlock.check(hashers, waiter.cid(), block.block().bytes(), source);
    waiter.future().complete(Optional.of(new FetchedBlock(asked, source)));
  }

  private void received(RemotePeer peer, Presence presence, List<Runnable> later) {
    Want want = wants.get(presence.cid().multihash());
    Ask ask = want == null ? null : want.asks.get(peer);
    if (want == null || ask == null) {
      return;
    }
    peer.answered(ask, time.nanos());
    if (presence.has()) {
      noteIfLate(ask);
      noteHas(peer, ask);
      want.waiters.forEach(waiter -> waiter.session().join(peer).answered(true));
      want.hopelessSince = 0;
    } else {
      peer.settled(ask);
      ask.answer = Ask.Answer.HAS_NOT;
      if (peers.all().size() > 1) {
        assigner.askForPromise(ask);
      }
      want.waiters.forEach(waiter -> missed(waiter.session(), peer));
      placement.released(ask, later);
    }
  }

  /** The block itself, if it was asked for meanwhile, is still due. */
  private static void noteHas(RemotePeer peer, Ask ask) {
    if (!ask.isFetching()) {
      peer.settled(ask);
      ask.answer = Ask.Answer.HAS;
      ask.live = ask.type == WantType.BLOCK;
    }
  }

  private static void noteIfLate(Ask ask) {
    if (ask.answer == Ask.Answer.HAS_NOT) {
      ask.want.waiters.forEach(waiter -> waiter.session().join(ask.peer).gotItLater());
    }
  }

  private static void missed(FetchSession session, RemotePeer peer) {
    SessionPeer known = session.peers.get(peer);
    if (known != null) {
      known.answered(false);
    }
  }

  /** A peer has sent what cannot be used. */
  void garbage(PeerId id, int bytes, List<Runnable> later) {
    counts.unwanted(bytes);
    RemotePeer peer = peers.get(id);
    if (peer != null) {
      distrust(peer, time.nanos(), later);
      placement.placeAll(later);
    }
  }

  /**
   * What was asked of a peer that cannot be relied on is asked of others, where there are any.
   *
   * @return how many blocks were asked of it
   */
  private int distrust(RemotePeer peer, long now, List<Runnable> later) {
    int asked = 0;
    peer.rest(now);
    for (Ask ask : List.copyOf(peer.waiting)) {
      if (ask.isFetching()) {
        silence(ask, later);
        asked++;
      }
    }
    return asked;
  }

  private void silence(Ask ask, List<Runnable> later) {
    ask.peer.settled(ask);
    ask.answer = Ask.Answer.SILENT;
    ask.silentSince = time.nanos();
    ask.want.waiters.forEach(waiter -> missed(waiter.session(), ask.peer));
    placement.released(ask, later);
  }

  /** Looks for answers that should have come by now. */
  void checkOverdue(List<Runnable> later) {
    long now = time.nanos();
    for (RemotePeer peer : List.copyOf(peers.all())) {
      checkOverdue(peer, now, later);
    }
    placement.placeAll(later);
  }

  private void checkOverdue(RemotePeer peer, long now, List<Runnable> later) {
    for (Ask ask = first(peer); ask != null && peer.isOverdue(ask, now); ask = first(peer)) {
      if (ask.isFetching()) {
        counts.blockTimeouts(distrust(peer, now, later));
      } else {
        silence(ask, later);
        counts.haveTimeout();
      }
    }
  }

  private static @Nullable Ask first(RemotePeer peer) {
    return peer.waiting.isEmpty() ? null : peer.waiting.iterator().next();
  }
}
