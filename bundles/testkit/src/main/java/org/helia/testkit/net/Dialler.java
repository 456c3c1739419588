package org.helia.testkit.net;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.helia.api.net.DialException;
import org.helia.api.net.DialOptions;
import org.helia.api.net.NetException;
import org.helia.api.net.PeerAddresses;
import org.helia.api.net.WrongPeerException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.testkit.time.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * Makes the connections of a host. A connection takes two round trips: one as TCP needs it, one for
 * the secure channel. The remote has it half a round trip earlier.
 */
final class Dialler {
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

  private final MemoryHost host;
  private final Map<PeerId, Dial> underWay = new HashMap<>();

  Dialler(MemoryHost host) {
    this.host = host;
  }

  MemoryConnection dial(PeerAddresses peer, DialOptions options) {
    long end = time().nanoTime() + options.timeout().toNanos();
    while (true) {
      MemoryConnection open = options.useExisting() ? host.anyConnection(peer.peer()) : null;
      if (open != null) {
        return open;
      }
      Dial mine = new Dial();
      Dial first = begin(peer.peer(), mine);
      if (first == null || !options.useExisting()) {
        return dial(peer, end, mine);
      }
      if (!first.await(time(), Duration.ofNanos(end - time().nanoTime()), "dialling a peer")) {
        throw new DialException(peer.peer(), List.of());
      }
    }
  }

  private Timeline time() {
    return host.network().time();
  }

  private synchronized @Nullable Dial begin(PeerId peer, Dial mine) {
    return underWay.putIfAbsent(peer, mine);
  }

  private synchronized void end(PeerId peer, Dial mine) {
    underWay.remove(peer, mine);
    mine.end();
  }

  private MemoryConnection dial(PeerAddresses peer, long end, Dial mine) {
    List<DialException.Attempt> failures = new ArrayList<>();
    try {
      for (Multiaddr address : candidates(peer)) {
        try {
          return dial(peer.peer(), address, end);
        } catch (NetException e) {
          failures.add(new DialException.Attempt(address, e));
        }
      }
    } finally {
      end(peer.peer(), mine);
    }
    throw new DialException(peer.peer(), failures);
  }

  private Set<Multiaddr> candidates(PeerAddresses peer) {
    Set<Multiaddr> candidates = new LinkedHashSet<>(peer.addresses());
    host.peers().get(peer.peer()).ifPresent(known -> candidates.addAll(known.addresses()));
    return candidates;
  }

  private MemoryConnection dial(PeerId peer, Multiaddr address, long end) {
    MemoryHost remote = host.network().at(address);
    if (remote == null) {
      throw new NetException("connection refused");
    }
    host.dialled(remote);
    Link there = host.network().link(host, remote);
    Link back = host.network().link(remote, host);
    long roundTrip = there.latency().plus(back.latency()).toNanos();
    reach(remote, there, back, end);
    pass(roundTrip, end);
    if (!remote.id().equals(peer)) {
      throw new WrongPeerException(address, peer, remote.id());
    }
    refuse(remote, there);
    pass(roundTrip / 2, end);
    MemoryConnection mine = MemoryConnection.between(host, remote);
    establish(mine.other());
    pass(roundTrip - roundTrip / 2, end, mine);
    establish(mine);
    mine.lane().liveFor(host.network().life(there));
    return mine;
  }

  private static void establish(MemoryConnection end) {
    if (!end.local().begun(end)) {
      end.breakOff("too many connections");
      throw new NetException("connection refused: too many connections");
    }
  }

  /** Sends the first packet until it gets through. */
  private void reach(MemoryHost remote, Link there, Link back, long end) {
    MemoryNetwork network = host.network();
    double lost = 1 - (1 - there.loss()) * (1 - back.loss());
    long pause = FIRST_RETRY.toNanos();
    while (network.stalls(host, remote) || !remote.lets(host) || network.happens(lost)) {
      pass(pause, end);
      pause *= 2;
    }
  }

  private void refuse(MemoryHost remote, Link link) {
    MemoryNetwork network = host.network();
    if (!remote.isRunning() || network.breaks(host, remote) || network.happens(link.refusal())) {
      throw new NetException("connection refused");
    }
  }

  private void pass(long nanos, long end, MemoryConnection begun) {
    try {
      pass(nanos, end);
    } catch (RuntimeException e) {
      begun.breakOff("the dialler gave up");
      throw e;
    }
  }

  private void pass(long nanos, long end) {
    if (nanos <= 0) {
      return;
    }
    long left = end - time().nanoTime();
    time().sleep(Duration.ofNanos(Math.max(0, Math.min(left, nanos))));
    if (nanos > left) {
      throw new NetException("no answer in time");
    }
  }

  /** A dial for whose end others wait. */
  private static final class Dial extends Changing {
    private boolean ended;

    synchronized void end() {
      ended = true;
      changed();
    }

    @Override
    boolean isReady() {
      return ended;
    }
  }
}
