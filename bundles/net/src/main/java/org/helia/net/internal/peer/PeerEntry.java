package org.helia.net.internal.peer;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.helia.api.net.PeerStore.Identified;
import org.helia.multiformats.multiaddr.Multiaddr;

/**
 * What is known of one peer.
 *
 * @param addresses where it may be, and until when
 * @param identified what it said of itself last
 */
record PeerEntry(Map<Multiaddr, Instant> addresses, Optional<Identified> identified) {
  /** The most addresses of one peer; those that live longest are kept. */
  static final int MAX_ADDRESSES = 64;

  /** What objects take besides their contents, roughly. */
  private static final long OVERHEAD = 64;

  static final PeerEntry NOTHING = new PeerEntry(Map.of(), Optional.empty());

  PeerEntry {
    addresses = Map.copyOf(addresses);
  }

  PeerEntry withAddresses(List<Multiaddr> more, Instant until) {
    Map<Multiaddr, Instant> all = new HashMap<>(addresses);
    more.forEach(address -> all.merge(address, until, PeerEntry::later));
    while (all.size() > MAX_ADDRESSES) {
      all.entrySet().stream()
          .min(Map.Entry.<Multiaddr, Instant>comparingByValue().thenComparing(Map.Entry::getKey))
          .ifPresent(shortest -> all.remove(shortest.getKey()));
    }
    return new PeerEntry(all, identified);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  PeerEntry with(Identified said) {
    return new PeerEntry(addresses, Optional.of(said));
  }

  /** The entry without what is over. */
  PeerEntry at(Instant now) {
    Map<Multiaddr, Instant> left = new HashMap<>(addresses);
    left.values().removeIf(end -> !end.isAfter(now));
    return new PeerEntry(left, identified);
  }

  /** Those that live longest first. */
  List<Multiaddr> sortedAddresses() {
    return addresses.entrySet().stream()
        .sorted(
            Map.Entry.<Multiaddr, Instant>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** About how many bytes it takes in memory. */
  long size() {
    return OVERHEAD
        + addresses.keySet().stream().mapToLong(PeerEntry::size).sum()
        + identified.map(PeerEntry::size).orElse(0L);
  }

  private static long size(Identified said) {
    return said.agentVersion().length()
        + said.protocolVersion().length()
        + said.protocols().stream().mapToLong(name -> OVERHEAD + name.length()).sum()
        + said.listenAddresses().stream().mapToLong(PeerEntry::size).sum()
        + said.signedRecord().map(record -> (long) record.length).orElse(0L);
  }

  private static long size(Multiaddr address) {
    return OVERHEAD + 2L * address.toBytes().length;
  }

  boolean isEmpty() {
    return addresses.isEmpty() && identified.isEmpty();
  }
}
