package org.helia.discovery.bootstrap.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.helia.api.net.NetworkScope;
import org.helia.api.net.PeerAddresses;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.multiaddr.Protocol;
import org.helia.multiformats.peer.PeerId;
import org.helia.platform.IpAddresses;

/** Which of a list belong to which network. */
final class BootstrapPeers {
  private BootstrapPeers() {}

  /**
   * Those addresses that a node that has joined may reach. Names may lead anywhere, so they are
   * public.
   */
  static List<Multiaddr> within(NetworkScope scope, List<Multiaddr> addresses) {
    return switch (scope) {
      case NONE -> List.of();
      case LAN -> addresses.stream().filter(IpAddresses::isPrivate).toList();
      case PUBLIC -> addresses;
    };
  }

  /** The addresses of each peer. */
  static List<PeerAddresses> byPeer(List<Multiaddr> addresses) {
    Map<PeerId, List<Multiaddr>> peers = new LinkedHashMap<>();
    for (Multiaddr address : addresses) {
      List<Multiaddr> known =
          peers.computeIfAbsent(address.peerId().orElseThrow(), peer -> new ArrayList<>());
      address.decapsulate(Protocol.P2P).ifPresent(known::add);
    }
    return peers.entrySet().stream()
        .map(each -> new PeerAddresses(each.getKey(), each.getValue()))
        .toList();
  }
}
