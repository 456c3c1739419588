package org.helia.testkit.net;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.helia.api.net.PeerStore;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;

/** Remembers everything for ever. */
final class MemoryPeers implements PeerStore {
  private final Map<PeerId, Set<Multiaddr>> addresses = new ConcurrentHashMap<>();
  private final Map<PeerId, Identified> identified = new ConcurrentHashMap<>();
  private final Consumer<PeerId> told;

  MemoryPeers(Consumer<PeerId> told) {
    this.told = told;
  }

  @Override
  public Set<PeerId> peers() {
    Set<PeerId> all = new LinkedHashSet<>(addresses.keySet());
    all.addAll(identified.keySet());
    return all;
  }

  @Override
  public Optional<KnownPeer> get(PeerId peer) {
    return peers().contains(peer)
        ? Optional.of(
            new KnownPeer(
                peer,
                List.copyOf(addresses.getOrDefault(peer, Set.of())),
                Optional.ofNullable(identified.get(peer))))
        : Optional.empty();
  }

  @Override
  public void addAddresses(PeerId peer, List<Multiaddr> more, Duration timeToLive) {
    addresses.computeIfAbsent(peer, each -> ConcurrentHashMap.newKeySet()).addAll(more);
  }

  @Override
  public void identified(PeerId peer, Identified said) {
    identified.put(peer, said);
    told.accept(peer);
  }

  @Override
  public void remove(PeerId peer) {
    addresses.remove(peer);
    identified.remove(peer);
  }
}
