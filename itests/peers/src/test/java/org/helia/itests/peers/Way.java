package org.helia.itests.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.testkit.peer.RemotePeer;

/**
 * A way to connect.
 *
 * @param transport as in "tcp"
 * @param security as in "/noise"
 * @param early whether this node offers its muxer in the handshake; QUIC has none to offer
 */
record Way(String transport, String security, boolean early) {
  private static final List<String> SECURITIES = List.of("/noise", "/tls/1.0.0");

  /** QUIC has its own security and streams, whatever the node can besides. */
  static final Way QUIC = new Way("quic", "/tls/1.0.0", true);

  /** All that a transport can be combined with that has neither security nor streams. */
  static Stream<Way> over(String... transports) {
    List<Way> all = new ArrayList<>();
    for (String transport : transports) {
      for (String security : SECURITIES) {
        all.add(new Way(transport, security, true));
        all.add(new Way(transport, security, false));
      }
    }
    return all.stream();
  }

  boolean isQuic() {
    return transport.equals("quic");
  }

  /** How its addresses end, after the port. */
  String ending() {
    return switch (transport) {
      case "tcp" -> "";
      case "ws" -> "/ws";
      default -> "/quic-v1";
    };
  }

  /** Those of a peer's addresses that are dialled in this way. */
  List<Multiaddr> among(List<Multiaddr> addresses) {
    return RemotePeer.ending(addresses, ending());
  }

  /** What this node's connections say of their security. */
  String connectionSecurity() {
    return isQuic() ? "quic" : security;
  }

  /** Where a node listens for it. */
  String listen() {
    return isQuic() ? "/ip4/127.0.0.1/udp/0/quic-v1" : "/ip4/127.0.0.1/tcp/0" + ending();
  }

  @Override
  public String toString() {
    return isQuic() ? transport : transport + security + (early ? " early" : " late");
  }
}
