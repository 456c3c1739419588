package org.helia.net.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.helia.api.net.Connection;
import org.helia.api.net.DialOptions;
import org.helia.api.net.PeerAddresses;
import org.helia.api.net.PeerStore.Identified;
import org.helia.api.net.PeerStore.KnownPeer;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.multiaddr.Protocol;
import org.helia.multiformats.peer.PeerId;
import org.helia.testkit.concurrent.Until;
import org.helia.testkit.kubo.Kubo;
import org.helia.testkit.kubo.KuboDaemon;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** This node and a real Kubo, each dialling the other. */
@EnabledIfSystemProperty(named = Kubo.PROPERTY, matches = ".+")
@Timeout(300)
class KuboNetworkTest {
  @TempDir static Path folder;

  private static KuboDaemon kubo;
  private static PeerId kuboId;
  private static Multiaddr kuboAddress;

  @BeforeAll
  static void startKubo() {
    kubo = KuboDaemon.start(folder.resolve("ipfs"));
    Multiaddr address =
        kubo.run("id", "-f", "<addrs>")
            .lines()
            .map(Multiaddr::parse)
            .filter(each -> each.has(Protocol.TCP))
            .findFirst()
            .orElseThrow();
    kuboId = address.peerId().orElseThrow();
    kuboAddress = address.decapsulate(Protocol.P2P).orElseThrow();
  }

  @AfterAll
  static void stopKubo() {
    kubo.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/noise", "/tls/1.0.0"})
  void connect_toKubo_identifiesAndPings(String security) throws Exception {
    try (RealNode node = new RealNode(security)) {
      Connection connection =
          node.host()
              .connect(new PeerAddresses(kuboId, List.of(kuboAddress)), DialOptions.DEFAULTS);
      assertThat(connection.security()).isEqualTo(security);
      assertThat(connection.muxer()).isEqualTo("/yamux/1.0.0");
      node.ping(kuboId, 10);
      Until.holds(() -> node.host().peers().get(kuboId).flatMap(KnownPeer::identified).isPresent());
      KnownPeer known = node.host().peers().get(kuboId).orElseThrow();
      Identified said = known.identified().orElseThrow();
      assertThat(said.agentVersion()).startsWith("kubo/");
      assertThat(said.protocols()).contains("/ipfs/bitswap/1.2.0", "/ipfs/ping/1.0.0");
      assertThat(said.signedRecord()).isPresent();
      assertThat(known.addresses()).contains(kuboAddress);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/noise", "/tls/1.0.0"})
  void connect_fromKubo_seesAgentProtocolsAndAddresses(String security) throws Exception {
    try (RealNode node = new RealNode(security)) {
      String id = node.host().id().toString();
      String address = node.host().addresses().get(0) + "/p2p/" + id;
      assertThat(kubo.run("swarm", "connect", address)).isEqualTo("connect " + id + " success");
      assertThat(kubo.run("ping", "-n", "3", id)).contains("Pong received", "Average latency");
      assertThat(kubo.run("id", id))
          .contains(RealNode.AGENT, address, "/ipfs/id/push/1.0.0", "/ipfs/ping/1.0.0");
      assertThat(node.host().connections(kuboId)).isNotEmpty();
      assertThat(kubo.run("swarm", "disconnect", address)).contains("success");
      Until.holds(() -> node.host().connections(kuboId).isEmpty());
    }
  }
}
