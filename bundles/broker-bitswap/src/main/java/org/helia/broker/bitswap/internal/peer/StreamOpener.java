package org.helia.broker.bitswap.internal.peer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.helia.api.net.Connection;
import org.helia.api.net.ConnectionClosedException;
import org.helia.api.net.Host;
import org.helia.api.net.PeerStore;
import org.helia.api.net.Stream;
import org.helia.broker.bitswap.internal.wire.ProtocolVersion;
import org.helia.multiformats.multiaddr.Protocol;
import org.helia.multiformats.peer.PeerId;

/** Opens streams on connections that are there; never dials. */
public final class StreamOpener {
  private final Host host;
  private final Duration timeout;

  /**
   * @param timeout how long a write may wait for a peer that takes nothing
   */
  public StreamOpener(Host host, Duration timeout) {
    this.host = host;
    this.timeout = timeout;
  }

  /**
   * Opens a stream.
   *
   * @throws org.helia.api.net.NetException when the peer is not connected, or speaks no Bitswap
   */
  public Stream open(PeerId peer) {
    Connection connection =
        usable(peer)
            .orElseThrow(() -> new ConnectionClosedException("not connected to peer " + peer));
    Stream stream = connection.open(protocols(peer));
    stream.timeout(timeout);
    return stream;
  }

  /** Whether the peer is connected in a way that blocks may take, and not known to be unable. */
  public boolean reaches(PeerId peer) {
    return usable(peer).isPresent() && said(peer).map(StreamOpener::speaks).orElse(true);
  }

  /** Connections by relays are for finding a better way, not for blocks. */
  private Optional<Connection> usable(PeerId peer) {
    return host.connections(peer).stream()
        .filter(each -> each.isOpen() && !each.remoteAddress().has(Protocol.P2P_CIRCUIT))
        .findFirst();
  }

  /** One protocol needs no answer before the first message; several are asked one by one. */
  private List<String> protocols(PeerId peer) {
    List<String> spoken =
        said(peer).stream()
            .flatMap(said -> ProtocolVersion.NAMES.stream().filter(said::contains))
            .toList();
    return spoken.isEmpty() ? ProtocolVersion.NAMES : spoken.subList(0, 1);
  }

  private Optional<Set<String>> said(PeerId peer) {
    return host.peers()
        .get(peer)
        .flatMap(PeerStore.KnownPeer::identified)
        .map(PeerStore.Identified::protocols);
  }

  private static boolean speaks(Set<String> protocols) {
    return ProtocolVersion.NAMES.stream().anyMatch(protocols::contains);
  }
}
