package org.helia.broker.bitswap.internal.client;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.helia.api.block.BlockNotFoundException;
import org.helia.broker.bitswap.internal.peer.Time;
import org.helia.multiformats.peer.PeerId;

/**
 * Finds for each want somebody who may send it: the peers of its session, then all that are
 * connected, then those that routing knows; and gives up when nobody is left. Called under the
 * client's lock.
 */
final class Placement {
  /** How long connected peers have before others are looked for. */
  private static final Duration BEFORE_SEARCH = Duration.ofSeconds(1);

  private final Guard guard;
  private final Time time;
  private final Duration patience;
  private final Finder finder;
  private final WantList wants;
  private final PeerTable peers;
  private final Set<FetchSession> sessions;
  private final Assigner assigner;

  /**
   * @param patience how long a block that nobody has is waited for
   * @param sessions those that are open
   */
  Placement(
      Guard guard,
      Time time,
      Duration patience,
      Finder finder,
      WantList wants,
      PeerTable peers,
      Set<FetchSession> sessions,
      Assigner assigner) {
    this.guard = guard;
    this.time = time;
    this.patience = patience;
    this.finder = finder;
    this.wants = wants;
    this.peers = peers;
    this.sessions = sessions;
    this.assigner = assigner;
  }

  /** Asks for a block that has been asked from nobody. */
  void place(FetchSession session, Want want, List<Runnable> later) {
    if (want.fetching == null && !assigner.place(session, want, time.nanos())) {
      widen(session, want, later);
    }
  }

  /** Asks for as much as there is room for. */
  void placeAll(FetchSession session, List<Runnable> later) {
    for (Want want : assigner.placeAll(session, time.nanos())) {
      widen(session, want, later);
    }
  }

  /** The same for all sessions. */
  void placeAll(List<Runnable> later) {
    List.copyOf(sessions).forEach(session -> placeAll(session, later));
  }

  /** The session's own peers do not have it: others are asked, then looked for. */
  private void widen(FetchSession session, Want want, List<Runnable> later) {
    boolean first = !want.spread;
    want.spread = true;
    if (!want.hasHope()) {
      assigner.spread(session, want, time.nanos());
    }
    if (first && want.hasHope()) {
      time.after(BEFORE_SEARCH, () -> guard.change(then -> searchIfNeeded(want, then)));
    }
    giveUpIfHopeless(want, later);
  }

  private void searchIfNeeded(Want want, List<Runnable> later) {
    if (wants.contains(want) && want.holders() == 0) {
      search(want, later);
    }
  }

  private void search(Want want, List<Runnable> later) {
    if (want.searched) {
      return;
    }
    want.searched = true;
    want.searches++;
    later.add(
        () ->
            finder.search(
                want.cid,
                () -> guard.holds(() -> wants.contains(want)),
                peer -> guard.change(then -> found(want, peer, then)),
                () -> guard.change(then -> searchEnded(want, then))));
  }

  /** Somebody was found who may have a block. */
  private void found(Want want, PeerId id, List<Runnable> later) {
    if (wants.contains(want)) {
      RemotePeer peer = arrived(id);
      for (Want.Waiter waiter : want.waiters) {
        waiter.session().join(peer);
        placeAll(waiter.session(), later);
      }
    }
  }

  private void searchEnded(Want want, List<Runnable> later) {
    want.searches--;
    giveUpIfHopeless(want, later);
  }

  /** A peer is there, or there again: it is asked for what others did not have. */
  RemotePeer arrived(PeerId id) {
    RemotePeer known = peers.get(id);
    if (known != null && !known.unreachable) {
      return known;
    }
    RemotePeer peer = known == null ? peers.add(id) : known;
    peer.unreachable = false;
    long now = time.nanos();
    for (Want want : wants.all()) {
      if (want.spread && want.fetching == null && peer.canBeAsked()) {
        assigner.askWhether(want, peer, now);
      }
    }
    return peer;
  }

  /** A question will not be answered with the block: it has to come from elsewhere. */
  void released(Ask ask, List<Runnable> later) {
    Want want = ask.want;
    if (want.fetching == ask) {
      want.fetching = null;
      want.waiters.forEach(waiter -> waiter.session().unassigned.add(want));
    }
    giveUpIfHopeless(want, later);
  }

  /** When there is nobody left from whom it may come, looks for others, waits, and ends it. */
  void giveUpIfHopeless(Want want, List<Runnable> later) {
    if (!wants.contains(want) || hasHope(want)) {
      want.hopelessSince = 0;
      return;
    }
    if (!want.searched) {
      search(want, later);
    } else if (want.asks.isEmpty()) {
      wants.endWithout(want, later);
    } else if (want.hopelessSince == 0 && !want.mayStillCome()) {
      long since = Math.max(1, time.nanos());
      want.hopelessSince = since;
      time.after(patience, () -> guard.change(then -> giveUp(want, since, then)));
    }
  }

  private boolean hasHope(Want want) {
    return want.hasHope()
        || assigner.hasUnasked(want)
        || want.waiters.stream().anyMatch(each -> each.session().dials > 0);
  }

  private void giveUp(Want want, long since, List<Runnable> later) {
    if (wants.contains(want) && want.hopelessSince == since) {
      wants.fail(want, new BlockNotFoundException(want.cid, want.asked()), later);
    }
  }
}
