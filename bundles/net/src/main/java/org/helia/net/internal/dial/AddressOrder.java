package org.helia.net.internal.dial;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.multiaddr.Protocol;
import org.helia.platform.IpAddresses;

/**
 * In which order a peer's addresses are tried: direct before relayed, near before far, fast
 * transports before slow ones, IPv6 before IPv4 (RFC 8305).
 */
final class AddressOrder {
  private static final Comparator<Multiaddr> BEST_FIRST =
      Comparator.<Multiaddr>comparingInt(address -> address.has(Protocol.P2P_CIRCUIT) ? 1 : 0)
          .thenComparingInt(AddressOrder::distance)
          .thenComparingInt(AddressOrder::transport)
          .thenComparingInt(address -> address.has(Protocol.IP6) ? 0 : 1)
          .thenComparing(Comparator.naturalOrder());

  private AddressOrder() {}

  /** The addresses in order, each once. */
  static List<Multiaddr> of(List<Multiaddr> addresses) {
    Set<Multiaddr> ordered = new TreeSet<>(BEST_FIRST);
    ordered.addAll(addresses);
    return List.copyOf(ordered);
  }

  private static int distance(Multiaddr address) {
    if (IpAddresses.isLoopback(address)) {
      return 0;
    }
    return IpAddresses.isPrivate(address) ? 1 : 2;
  }

  private static int transport(Multiaddr address) {
    if (address.has(Protocol.QUIC_V1)) {
      return address.has(Protocol.WEBTRANSPORT) ? 3 : 0;
    }
    return address.has(Protocol.WS) || address.has(Protocol.WSS) ? 2 : 1;
  }
}
