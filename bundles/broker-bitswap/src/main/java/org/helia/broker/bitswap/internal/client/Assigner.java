package org.helia.broker.bitswap.internal.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.helia.broker.bitswap.internal.wire.WantEntry;
import org.helia.broker.bitswap.internal.wire.WantType;
import org.helia.multiformats.Multihash;

/**
 * Decides who is asked for what. Called under the client's lock.
 *
 * <p>A session's own peers are those that have had something of what it wants. Such a peer is asked
 * for blocks at once as long as it mostly has them; one that does not, as it is fetching the same
 * DAG, is asked first whether it has them, and promises those that come later. A block is asked
 * from one peer at a time: of those that have it and have room, from whom it will be here first.
 */
final class Assigner {
  /** How many connected peers are asked when nobody of the session has a block. */
  private static final int MAX_SPREAD = 32;

  /** Of how many blocks it is looked whether others want them, too. */
  private static final int FEW = 8;

  private final Collection<RemotePeer> connected;
  private final Predicate<Multihash> wantedByOthers;
  private final Random random = new Random();

  /**
   * @param connected all peers that may be asked
   * @param wantedByOthers whether a peer waits for this node to get a block
   */
  Assigner(Collection<RemotePeer> connected, Predicate<Multihash> wantedByOthers) {
    this.connected = connected;
    this.wantedByOthers = wantedByOthers;
  }

  /**
   * Asks for a block that has been asked from nobody, where that can be done now.
   *
   * @return whether somebody of the session may have it
   */
  boolean place(FetchSession session, Want want, long now) {
    RemotePeer best = null;
    double lowest = Double.MAX_VALUE;
    boolean hope = false;
    int guess = session.guess();
    for (SessionPeer each : session.peers.values()) {
      RemotePeer peer = each.peer;
      Ask ask = want.asks.get(peer);
      boolean has = ask == null ? each.isTrusted() : ask.answer == Ask.Answer.HAS;
      if (has && !peer.unreachable) {
        hope |= !peer.isResting(now);
        double cost = peer.cost(guess);
        if (cost < lowest && peer.hasRoom(guess, session.shared, now)) {
          best = peer;
          lowest = cost;
        }
      } else if (ask == null && !peer.legacy && !peer.unreachable) {
        askWhether(want, peer, now);
        hope = true;
      } else {
        hope |= ask != null && ask.isWaiting();
      }
    }
    if (best != null) {
      fetch(want, best, guess, now);
    }
    return hope;
  }

  /** Asks for as many of a session's wants as there is room for; returns those without hope. */
  List<Want> placeAll(FetchSession session, long now) {
    List<Want> hopeless = new ArrayList<>();
    if (session.unassigned.isEmpty()) {
      return hopeless;
    }
    for (Want want : inOrder(session)) {
      if (!place(session, want, now)) {
        hopeless.add(want);
      }
    }
    return hopeless;
  }

  /**
   * The reader's order, as long as nobody else wants the same. Among peers that exchange the same
   * DAG what few have comes first, and the rest in random order, so that each soon has something
   * that others lack.
   */
  private List<Want> inOrder(FetchSession session) {
    List<Want> wants = new ArrayList<>(session.unassigned);
    session.shared = wants.stream().limit(FEW).anyMatch(want -> wantedByOthers.test(want.hash()));
    if (session.shared) {
      Collections.shuffle(wants, random);
      wants.sort(Comparator.comparingInt(Want::holders));
    }
    return wants;
  }

  /** Whether there is a connected peer that has not been asked. */
  boolean hasUnasked(Want want) {
    for (RemotePeer peer : connected) {
      if (!peer.unreachable && !want.asks.containsKey(peer)) {
        return true;
      }
    }
    return false;
  }

  /** Asks some of the connected peers that have not been asked. */
  void spread(FetchSession session, Want want, long now) {
    List<RemotePeer> others =
        connected.stream()
            .filter(peer -> peer.canBeAsked() && !want.asks.containsKey(peer))
            .sorted(Comparator.comparingInt(RemotePeer::blocksReceived).reversed())
            .limit(MAX_SPREAD)
            .toList();
    boolean alone = connected.size() == 1;
    for (RemotePeer peer : others) {
      boolean likely = alone || peer.legacy || peer.blocksReceived() > 0;
      if (likely && want.fetching == null && peer.hasRoom(session.guess(), session.shared, now)) {
        fetch(want, peer, session.guess(), now);
      } else {
        askWhether(want, peer, now);
      }
    }
  }

  /** Asks a peer whether it has a block, unless it has been asked, or cannot be. */
  void askWhether(Want want, RemotePeer peer, long now) {
    if (peer.legacy || !peer.canBeAsked() || want.asks.containsKey(peer)) {
      return;
    }
    Ask ask = new Ask(want, peer, WantType.HAVE);
    want.asks.put(peer, ask);
    peer.asked(ask, now);
    peer.channel().ask(List.of(ask.entry()));
  }

  /**
   * A peer that does not have a block shall say so when it gets it, rather than send it: by then it
   * may be on its way from somebody else.
   */
  void askForPromise(Ask ask) {
    if (ask.type == WantType.BLOCK && ask.live && !ask.peer.legacy) {
      ask.type = WantType.HAVE;
      ask.peer.channel().ask(List.of(ask.entry()));
    }
  }

  private void fetch(Want want, RemotePeer peer, int guess, long now) {
    dropOtherRequests(want, peer);
    Ask ask = want.asks.computeIfAbsent(peer, each -> new Ask(want, each, WantType.BLOCK));
    peer.settled(ask);
    ask.type = WantType.BLOCK;
    ask.guess = guess;
    peer.asked(ask, now);
    want.fetching = ask;
    want.waiters.forEach(waiter -> waiter.session().unassigned.remove(want));
    peer.channel().ask(List.of(ask.entry()));
  }

  /** Who said no to a request for the block, or nothing, would send it later all the same. */
  private static void dropOtherRequests(Want want, RemotePeer keep) {
    for (Ask ask : want.asks.values()) {
      if (ask.type == WantType.BLOCK && ask.live && ask.peer != keep) {
        takeBack(ask);
      }
    }
  }

  /** Takes a question back, where it may still be answered. */
  static void takeBack(Ask ask) {
    if (ask.live) {
      ask.live = false;
      ask.peer.channel().ask(List.of(WantEntry.cancel(ask.want.cid)));
    }
    ask.peer.forget(ask);
  }
}
