package org.helia.testkit.net;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.helia.api.net.PeerStore;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;

/** Remembers addresses as long as it was told to, and all else for ever. */
final class MemoryPeers implements PeerStore {
  private final InstantSource clock;
  private final Map<PeerId, Map<Multiaddr, Instant>> addresses = new LinkedHashMap<>();
  private final Map<PeerId, Identified> identified = new LinkedHashMap<>();
  private final Consumer<PeerId> told;

  MemoryPeers(InstantSource clock, Consumer<PeerId> told) {
    this.clock = clock;
    this.told = told;
  }

  @Override
  public synchronized Set<PeerId> peers() {
    Set<PeerId> all = new LinkedHashSet<>(addresses.keySet());
    all.addAll(identified.keySet());
    return all;
  }

  @Override
  public synchronized Optional<KnownPeer> get(PeerId peer) {
    Map<Multiaddr, Instant> known = addresses.get(peer);
    Identified said = identified.get(peer);
    if (known == null && said == null) {
      return Optional.empty();
    }
    List<Multiaddr> valid = known == null ? List.of() : valid(known);
    return Optional.of(new KnownPeer(peer, valid, Optional.ofNullable(said)));
  }

  private List<Multiaddr> valid(Map<Multiaddr, Instant> known) {
    Instant now = clock.instant();
    known.values().removeIf(end -> !end.isAfter(now));
    return List.copyOf(known.keySet());
  }

  @Override
  public synchronized void addAddresses(PeerId peer, List<Multiaddr> more, Duration timeToLive) {
    Instant end = clock.instant().plus(timeToLive);
    Map<Multiaddr, Instant> known = addresses.computeIfAbsent(peer, each -> new LinkedHashMap<>(2));
    more.forEach(
        address -> known.merge(address, end, (one, other) -> one.isAfter(other) ? one : other));
  }

  @Override
  public void identified(PeerId peer, Identified said) {
    synchronized (this) {
      identified.put(peer, said);
    }
    told.accept(peer);
  }

  @Override
  public synchronized void remove(PeerId peer) {
    addresses.remove(peer);
    identified.remove(peer);
  }
}
