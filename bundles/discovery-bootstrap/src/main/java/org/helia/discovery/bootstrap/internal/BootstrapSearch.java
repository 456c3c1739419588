package org.helia.discovery.bootstrap.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.helia.api.net.Connection;
import org.helia.api.net.NetworkScope;
import org.helia.api.net.PeerAddresses;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;

/**
 * Names peers of the list while too few are connected. A peer that is not reached, or does not
 * stay, has a growing rest.
 */
final class BootstrapSearch {
  /** By which part of the period between two looks a rest ends early. */
  private static final int EARLY_PART = 10;

  private final InstantSource clock;
  private final Random random;
  private final Set<Connection> connections = new HashSet<>();
  private final Map<PeerId, Rest> rests = new HashMap<>();

  /**
   * How long a peer is left alone.
   *
   * @param until when it may be tried again
   * @param length how long that was
   */
  private record Rest(Instant until, Duration length) {}

  BootstrapSearch(InstantSource clock, Random random) {
    this.clock = clock;
    this.random = random;
  }

  synchronized void connected(Connection connection) {
    connections.add(connection);
  }

  /** A peer that stayed for a while may be reached again at once. */
  synchronized void disconnected(Connection connection, BootstrapSettings settings) {
    connections.remove(connection);
    if (connection.openedAt().plus(settings.period()).isBefore(clock.instant())) {
      rests.remove(connection.remotePeer());
    }
  }

  /**
   * Names as many peers as are missing, if there are any.
   *
   * @param found takes them
   */
  void look(NetworkScope scope, BootstrapSettings settings, Consumer<PeerAddresses> found) {
    next(scope, settings).forEach(found);
  }

  private synchronized List<PeerAddresses> next(NetworkScope scope, BootstrapSettings settings) {
    // A host that has gone tells nobody that its connections have.
    connections.removeIf(each -> !each.isOpen());
    Set<PeerId> connected = new HashSet<>();
    connections.forEach(each -> connected.add(each.remotePeer()));
    int missing = settings.minPeers() - connected.size();
    if (missing <= 0) {
      return List.of();
    }
    List<Multiaddr> allowed = BootstrapPeers.within(scope, settings.addresses());
    List<PeerAddresses> candidates = new ArrayList<>(BootstrapPeers.byPeer(allowed));
    rests.keySet().retainAll(candidates.stream().map(PeerAddresses::peer).toList());
    candidates.removeIf(each -> connected.contains(each.peer()) || rests(each.peer()));
    Collections.shuffle(candidates, random);
    List<PeerAddresses> next = candidates.subList(0, Math.min(missing, candidates.size()));
    next.forEach(each -> rest(each.peer(), settings));
    return List.copyOf(next);
  }

  private boolean rests(PeerId peer) {
    Rest rest = rests.get(peer);
    return rest != null && rest.until().isAfter(clock.instant());
  }

  private void rest(PeerId peer, BootstrapSettings settings) {
    Rest before = rests.get(peer);
    Duration doubled = before == null ? settings.period() : before.length().multipliedBy(2);
    Duration length =
        doubled.compareTo(settings.maxBackOff()) < 0 ? doubled : settings.maxBackOff();
    // Over a little before a look, which else would come a moment too early, and the next be late.
    Duration early = settings.period().dividedBy(EARLY_PART);
    rests.put(peer, new Rest(clock.instant().plus(length).minus(early), length));
  }
}
