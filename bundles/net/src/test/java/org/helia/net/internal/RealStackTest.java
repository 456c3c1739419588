package org.helia.net.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.helia.api.net.Connection;
import org.helia.api.net.DialOptions;
import org.helia.api.net.Host;
import org.helia.api.net.PeerAddresses;
import org.helia.api.net.PeerStore.Identified;
import org.helia.api.net.PeerStore.KnownPeer;
import org.helia.multiformats.peer.PeerId;
import org.helia.testkit.concurrent.Until;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes with the real plugins on loopback. */
@ExtendWith(NoLeaks.class)
@Timeout(120)
class RealStackTest {
  @ParameterizedTest
  @ValueSource(strings = {"/noise", "/tls/1.0.0"})
  void connect_overTcp_securesMuxesIdentifiesAndPings(String security) throws Exception {
    try (RealNode server = new RealNode(security);
        RealNode client = new RealNode(security)) {
      PeerId peer = server.host().id();
      Connection connection =
          client
              .host()
              .connect(
                  new PeerAddresses(peer, server.host().listenAddresses()), DialOptions.DEFAULTS);
      assertThat(connection.security()).isEqualTo(security);
      assertThat(connection.muxer()).isEqualTo("/yamux/1.0.0");
      client.ping(peer, 10);
      Until.holds(() -> agent(client.host(), peer).equals(List.of(RealNode.AGENT)));
      Until.holds(() -> agent(server.host(), client.host().id()).equals(List.of(RealNode.AGENT)));
      assertThat(client.host().peers().get(peer).orElseThrow().addresses())
          .containsExactlyElementsOf(server.host().listenAddresses());
      assertThat(protocols(client.host(), peer)).contains("/ipfs/ping/1.0.0");
      client.host().disconnect(peer);
      Until.holds(() -> server.host().connections().isEmpty());
    }
  }

  private static List<String> agent(Host host, PeerId peer) {
    return host.peers().get(peer).flatMap(KnownPeer::identified).stream()
        .map(Identified::agentVersion)
        .toList();
  }

  private static Set<String> protocols(Host host, PeerId peer) {
    return host.peers()
        .get(peer)
        .flatMap(KnownPeer::identified)
        .map(Identified::protocols)
        .orElse(Set.of());
  }
}
