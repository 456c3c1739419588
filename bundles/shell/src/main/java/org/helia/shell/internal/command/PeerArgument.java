package org.helia.shell.internal.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.helia.api.net.PeerAddresses;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.multiaddr.Protocol;
import org.helia.multiformats.peer.PeerId;
import org.helia.shell.internal.grammar.UsageException;

/** How users name peers: by id, or by address with the id at its end. */
final class PeerArgument {
  private PeerArgument() {}

  /**
   * Reads an id, {@code /p2p/ID} or {@code /ip4/…/p2p/ID}.
   *
   * @throws UsageException when it is none of them
   */
  static PeerAddresses parse(String text) {
    try {
      return text.startsWith("/")
          ? ofAddress(Multiaddr.parse(text))
          : new PeerAddresses(PeerId.parse(text), List.of());
    } catch (MultiformatsException e) {
      throw new UsageException("not a peer: " + e.getMessage());
    }
  }

  private static PeerAddresses ofAddress(Multiaddr address) {
    PeerId peer =
        address
            .peerId()
            .orElseThrow(
                () -> new UsageException("an address needs a peer: " + address + "/p2p/…"));
    List<Multiaddr> addresses = address.decapsulate(Protocol.P2P).map(List::of).orElseGet(List::of);
    return new PeerAddresses(peer, addresses);
  }

  /** Several, each peer once with all its addresses. */
  static List<PeerAddresses> parse(List<String> texts) {
    Map<PeerId, List<Multiaddr>> peers = new LinkedHashMap<>();
    for (String text : texts) {
      PeerAddresses parsed = parse(text);
      peers.computeIfAbsent(parsed.peer(), each -> new ArrayList<>()).addAll(parsed.addresses());
    }
    return peers.entrySet().stream()
        .map(each -> new PeerAddresses(each.getKey(), each.getValue()))
        .toList();
  }
}
