package org.helia.itests.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.helia.api.net.Connection;
import org.helia.api.net.DialOptions;
import org.helia.api.net.Direction;
import org.helia.api.net.Host;
import org.helia.api.net.PeerStore.Identified;
import org.helia.api.net.PeerStore.KnownPeer;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.net.internal.RealNode;
import org.helia.testkit.concurrent.Until;
import org.helia.testkit.peer.RemotePeer;

/** A node of ours and a peer of another implementation, connected in one way. */
final class Conversation implements AutoCloseable {
  private static final int BULK = 10 * 1024 * 1024;
  private static final int STREAMS = 200;
  private static final String YAMUX = "/yamux/1.0.0";

  private final RemotePeer remote;
  private final Way way;
  private final RealNode node;
  private final Probes probes;

  Conversation(RemotePeer remote, Way way) throws ReflectiveOperationException {
    this.remote = remote;
    this.way = way;
    this.node = new RealNode(way.security(), way.early(), way.listen());
    this.probes = new Probes(node);
  }

  private Host host() {
    return node.host();
  }

  private PeerId self() {
    return host().id();
  }

  /** This node dials. */
  Connection dial() {
    return host().connect(remote.at(way.ending()), DialOptions.DEFAULTS);
  }

  /** The peer dials. */
  Connection beDialled() throws InterruptedException {
    JsonNode said = remote.call("dial", Map.of("address", ownAddress() + "/p2p/" + self()));
    assertThat(Multiaddr.parse(said.get("address").asText()).toString())
        .startsWith(ownAddress().toString());
    Until.holds(() -> !host().connections(remote.id()).isEmpty());
    return host().connections(remote.id()).get(0);
  }

  private Multiaddr ownAddress() {
    return host().listenAddresses().get(0);
  }

  /**
   * Both sides see the connection as it is, and each can do with it what the other can.
   *
   * @param negotiatesEarly whether the peer offers its muxers in handshakes
   */
  void assertAllGoesWell(Connection connection, Direction direction, boolean negotiatesEarly) {
    assertAll(
        way.toString(),
        () -> assertPath(connection, direction, negotiatesEarly),
        () -> assertPathAtRemote(direction),
        this::assertIdentifiedHere,
        this::assertIdentifiedThere,
        () -> node.ping(remote.id(), 10),
        () -> remote.call("ping", self()),
        () -> Probes.upload(connection, BULK),
        () -> Probes.download(connection, BULK),
        () -> remote.call("upload", bulk()),
        () -> remote.call("download", bulk()),
        () -> Probes.echoes(connection, STREAMS),
        () -> remote.call("echoes", Map.of("peer", self().toString(), "streams", STREAMS)),
        () -> Probes.perf(connection, BULK),
        () -> remote.call("perf", Map.of("peer", self().toString(), "up", BULK, "down", BULK)));
  }

  private Map<String, Object> bulk() {
    return Map.of("peer", self().toString(), "bytes", BULK);
  }

  private void assertPath(Connection connection, Direction direction, boolean negotiatesEarly) {
    assertThat(connection.direction()).isEqualTo(direction);
    assertThat(connection.remotePeer()).isEqualTo(remote.id());
    assertThat(connection.transport()).isEqualTo(way.transport());
    assertThat(connection.security()).isEqualTo(way.connectionSecurity());
    if (!way.isQuic()) {
      assertThat(connection.muxer()).isEqualTo(YAMUX);
      assertThat(node.muxerOfHandshake().isPresent())
          .as("the handshake agreed on the muxer")
          .isEqualTo(way.early() && negotiatesEarly);
    }
    if (direction == Direction.OUTBOUND) {
      assertThat(remote.at(way.ending()).addresses()).contains(connection.remoteAddress());
    } else {
      assertThat(connection.localAddress()).isEqualTo(ownAddress());
    }
  }

  private void assertPathAtRemote(Direction direction) throws InterruptedException {
    Until.holds(() -> !connectionsAtRemote().isEmpty());
    JsonNode there = connectionsAtRemote().get(0);
    String inbound = direction == Direction.OUTBOUND ? "inbound" : "outbound";
    assertThat(there.get("direction").asText().toLowerCase(Locale.ROOT)).isEqualTo(inbound);
    if (there.has("security") && !way.isQuic()) {
      assertThat(there.get("security").asText()).isEqualTo(way.security());
      assertThat(there.get("muxer").asText()).isEqualTo(YAMUX);
    }
  }

  private List<JsonNode> connectionsAtRemote() {
    JsonNode all = remote.call("connections", Map.of());
    return StreamSupport.stream(all.spliterator(), false)
        .filter(each -> each.get("peer").asText().equals(self().toString()))
        .toList();
  }

  private void assertIdentifiedHere() throws InterruptedException {
    Until.holds(() -> host().peers().get(remote.id()).flatMap(KnownPeer::identified).isPresent());
    KnownPeer known = host().peers().get(remote.id()).orElseThrow();
    Identified said = known.identified().orElseThrow();
    assertThat(said.agentVersion()).startsWith(remote.agent());
    assertThat(said.protocols())
        .contains("/ipfs/id/1.0.0", "/ipfs/ping/1.0.0", Probes.PERF, Probes.ECHO, Probes.RESET);
    assertThat(said.listenAddresses()).containsExactlyInAnyOrderElementsOf(remote.addresses());
    assertThat(said.signedRecord()).isPresent();
    assertThat(known.addresses()).containsAll(remote.addresses());
  }

  private void assertIdentifiedThere() {
    JsonNode said = remote.call("identify", self());
    assertThat(said.get("agent").asText()).isEqualTo(RealNode.AGENT);
    assertThat(said.get("version").asText()).isEqualTo("ipfs/0.1.0");
    assertThat(texts(said.get("protocols")))
        .containsExactlyInAnyOrderElementsOf(host().protocols());
    List<String> addresses = host().addresses().stream().map(Multiaddr::toString).toList();
    assertThat(addresses).isNotEmpty();
    assertThat(texts(said.get("addresses"))).isEqualTo(addresses);
    assertThat(texts(said.get("signed"))).isEqualTo(addresses);
    assertThat(said.get("observed").asText()).startsWith("/ip4/127.0.0.1/");
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  /**
   * A reset is seen as one, not as an end, by the side that did not do it.
   *
   * @param asRemoteSeesIt what the peer takes a reset for
   */
  void assertResetsAreSeen(Connection connection, String asRemoteSeesIt) {
    assertAll(
        way.toString(),
        () -> assertThat(Probes.beReset(connection)).as("reset by the peer").isEqualTo("reset"),
        () -> {
          remote.call("reset", self());
          assertThat(probes.ending()).as("reset by the peer that opened").isEqualTo("reset");
        },
        () -> assertThat(remote.call("be-reset", self()).asText()).isEqualTo(asRemoteSeesIt),
        () -> {
          Probes.reset(connection);
          assertThat(remote.call("ending", Map.of()).asText()).isEqualTo(asRemoteSeesIt);
        });
  }

  /** When one side ends the connection, the other notices. */
  void assertEnds(Connection connection, Direction direction) throws InterruptedException {
    if (direction == Direction.OUTBOUND) {
      connection.close();
      Until.holds(() -> connectionsAtRemote().isEmpty());
    } else {
      remote.call("hangup", self());
    }
    Until.holds(() -> host().connections().isEmpty());
    assertThat(connection.isOpen()).isFalse();
  }

  @Override
  public void close() {
    node.close();
  }
}
