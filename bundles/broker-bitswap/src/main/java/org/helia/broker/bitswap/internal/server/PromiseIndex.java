package org.helia.broker.bitswap.internal.server;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.helia.multiformats.Multihash;

/** Who wants which block: for the moment when it comes. */
final class PromiseIndex {
  private final Map<Multihash, Set<PeerWant>> wants = new ConcurrentHashMap<>();

  void add(PeerWant want) {
    wants.compute(
        want.cid().multihash(),
        (hash, known) -> {
          Set<PeerWant> all = known == null ? ConcurrentHashMap.newKeySet(1) : known;
          all.add(want);
          return all;
        });
  }

  void remove(PeerWant want) {
    wants.computeIfPresent(
        want.cid().multihash(),
        (hash, known) -> {
          known.remove(want);
          return known.isEmpty() ? null : known;
        });
  }

  boolean isWanted(Multihash hash) {
    return wants.containsKey(hash);
  }

  /** Those who want a block. */
  List<PeerWant> of(Multihash hash) {
    Set<PeerWant> known = wants.get(hash);
    return known == null ? List.of() : List.copyOf(known);
  }
}
