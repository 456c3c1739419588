package org.helia.itests.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.helia.api.net.Connection;
import org.helia.api.net.DialOptions;
import org.helia.api.net.PeerAddresses;
import org.helia.api.net.PeerStore.Identified;
import org.helia.api.net.PeerStore.KnownPeer;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.multiaddr.Protocol;
import org.helia.multiformats.peer.PeerId;
import org.helia.net.internal.RealNode;
import org.helia.testkit.concurrent.Until;
import org.helia.testkit.kubo.Kubo;
import org.helia.testkit.kubo.KuboDaemon;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** This node and a real Kubo, each dialling the other; what Kubo's commands say of this node. */
@EnabledIfSystemProperty(named = Kubo.PROPERTY, matches = ".+")
@Timeout(300)
class KuboTest {
  @TempDir static Path folder;

  private static KuboDaemon kubo;
  private static PeerId kuboId;
  private static List<Multiaddr> kuboAddresses;

  @BeforeAll
  static void startKubo() {
    kubo = KuboDaemon.start(folder.resolve("ipfs"));
    List<Multiaddr> said = kubo.run("id", "-f", "<addrs>").lines().map(Multiaddr::parse).toList();
    kuboId = said.get(0).peerId().orElseThrow();
    kuboAddresses =
        said.stream().map(each -> each.decapsulate(Protocol.P2P).orElseThrow()).toList();
  }

  @AfterAll
  static void stopKubo() {
    kubo.close();
  }

  static Stream<Way> ways() {
    return Stream.concat(Way.over("tcp", "ws"), Stream.of(Way.QUIC));
  }

  private static RealNode node(Way way) throws ReflectiveOperationException {
    return new RealNode(way.security(), way.early(), way.listen());
  }

  @ParameterizedTest
  @MethodSource("ways")
  void connect_toKubo_identifiesAndPings(Way way) throws Exception {
    try (RealNode node = node(way)) {
      Multiaddr address = way.among(kuboAddresses).get(0);
      Connection connection =
          node.host().connect(new PeerAddresses(kuboId, List.of(address)), DialOptions.DEFAULTS);
      assertThat(connection.transport()).isEqualTo(way.transport());
      assertThat(node.muxerOfHandshake().isPresent()).isEqualTo(way.early() && !way.isQuic());
      node.ping(kuboId, 10);
      Until.holds(() -> node.host().peers().get(kuboId).flatMap(KnownPeer::identified).isPresent());
      KnownPeer known = node.host().peers().get(kuboId).orElseThrow();
      Identified said = known.identified().orElseThrow();
      assertThat(said.agentVersion()).startsWith("kubo/");
      assertThat(said.protocols()).contains("/ipfs/bitswap/1.2.0", "/ipfs/ping/1.0.0");
      assertThat(said.signedRecord()).isPresent();
      assertThat(said.listenAddresses()).containsExactlyInAnyOrderElementsOf(kuboAddresses);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void swarmConnect_toThisNode_seesAgentProtocolsAndAddresses(Way way) throws Exception {
    try (RealNode node = node(way)) {
      String id = node.host().id().toString();
      String address = node.host().listenAddresses().get(0) + "/p2p/" + id;
      assertThat(kubo.run("swarm", "connect", address)).isEqualTo("connect " + id + " success");
      Connection connection = node.host().connections(kuboId).get(0);
      assertThat(connection.transport()).isEqualTo(way.transport());
      assertThat(connection.security()).isEqualTo(way.connectionSecurity());
      assertThat(kubo.run("swarm", "peers")).contains(address);
      assertThat(kubo.run("ping", "-n", "3", id)).contains("Pong received", "Average latency");
      assertKuboKnows(node, kubo.run("id", id));
      assertThat(kubo.run("swarm", "disconnect", address)).contains("success");
      Until.holds(() -> node.host().connections(kuboId).isEmpty());
    }
  }

  private static void assertKuboKnows(RealNode node, String said) throws Exception {
    JsonNode peer = new ObjectMapper().readTree(said);
    String id = node.host().id().toString();
    assertThat(peer.get("ID").asText()).isEqualTo(id);
    assertThat(peer.get("AgentVersion").asText()).isEqualTo(RealNode.AGENT);
    assertThat(texts(peer.get("Protocols")))
        .containsExactlyInAnyOrderElementsOf(node.host().protocols());
    assertThat(texts(peer.get("Addresses")))
        .containsExactlyInAnyOrderElementsOf(
            node.host().addresses().stream().map(each -> each + "/p2p/" + id).toList());
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
