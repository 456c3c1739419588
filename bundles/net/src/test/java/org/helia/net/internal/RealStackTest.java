package org.helia.net.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.helia.api.net.Connection;
import org.helia.api.net.DialOptions;
import org.helia.api.net.Host;
import org.helia.api.net.PeerAddresses;
import org.helia.api.net.PeerStore.Identified;
import org.helia.api.net.PeerStore.KnownPeer;
import org.helia.api.net.Stream;
import org.helia.multiformats.peer.PeerId;
import org.helia.testkit.concurrent.Until;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes with the real plugins on loopback. */
@ExtendWith(NoLeaks.class)
@Timeout(120)
class RealStackTest {
  /** More than all windows and buffers on the way hold. */
  private static final int PINGS_IN_BYTES = 16 * 1_024 * 1_024;

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

  /** Streams of a connection that has ended must not count against its successor. */
  @Test
  void reconnect_overQuic_streamsOfTheLastConnectionAreGivenBack() throws Exception {
    try (RealNode server =
            RealNode.with(
                "/noise",
                config ->
                    config
                        .with("listen", "/ip4/127.0.0.1/udp/0/quic-v1")
                        .with("maxInboundStreamsPerPeer", 60),
                Map.of());
        RealNode client = new RealNode("/noise")) {
      PeerAddresses peer = new PeerAddresses(server.host().id(), server.host().listenAddresses());
      for (int round = 0; round < 10; round++) {
        Connection connection = client.host().connect(peer, DialOptions.DEFAULTS);
        assertThat(connection.transport()).isEqualTo("quic");
        for (int i = 0; i < 40; i++) {
          exchange(connection.open(List.of(RealNode.PING)));
        }
        client.host().disconnect(peer.peer());
      }
    }
  }

  /** So much is on its way when it ends that there is no room for the word that it does. */
  @Test
  void disconnect_overQuicWithAThousandStreams_theRemoteGivesThemBack() throws Exception {
    try (RealNode server = new RealNode("/noise", true, "/ip4/127.0.0.1/udp/0/quic-v1");
        RealNode client = new RealNode("/noise")) {
      PeerAddresses peer = new PeerAddresses(server.host().id(), server.host().listenAddresses());
      for (int round = 0; round < 3; round++) {
        Connection connection = client.host().connect(peer, DialOptions.DEFAULTS);
        List<Stream> open = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
          Stream stream = connection.open(List.of(RealNode.PING));
          stream.write(ByteBuffer.allocate(32));
          open.add(stream);
        }
        open.forEach(RealStackTest::readPong);
        open.forEach(Stream::close);
        client.host().disconnect(peer.peer());
        Until.holds(() -> server.used("inbound streams") == 0);
        Until.holds(() -> server.used("inbound connections") == 0);
      }
    }
  }

  /** The node answers at once while it can, and goes on with a thread that waits when it cannot. */
  @ParameterizedTest
  @ValueSource(strings = {"/ip4/127.0.0.1/tcp/0", "/ip4/127.0.0.1/udp/0/quic-v1"})
  void pings_whoseAnswersAreReadLate_areAllAnswered(String listen) throws Exception {
    try (RealNode server = new RealNode("/noise", true, listen);
        RealNode client = new RealNode("/noise")) {
      PeerAddresses peer = new PeerAddresses(server.host().id(), server.host().listenAddresses());
      Stream stream =
          client.host().connect(peer, DialOptions.DEFAULTS).open(List.of(RealNode.PING));
      byte[] pings = new byte[PINGS_IN_BYTES];
      new Random(1).nextBytes(pings);
      CompletableFuture<Thread> writer = new CompletableFuture<>();
      CompletableFuture<Void> written =
          CompletableFuture.runAsync(
              () -> {
                writer.complete(Thread.currentThread());
                stream.write(ByteBuffer.wrap(pings));
                stream.closeWrite();
              },
              task -> new Thread(task, "pings").start());
      Until.holds(() -> writer.join().getState() == Thread.State.TIMED_WAITING);
      ByteBuffer answers = ByteBuffer.allocate(PINGS_IN_BYTES);
      while (answers.hasRemaining()) {
        assertThat(stream.read(answers)).isPositive();
      }
      assertThat(answers.array()).isEqualTo(pings);
      assertThat(stream.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      written.get();
    }
  }

  /** One ping on a stream that stays open. */
  private static void exchange(Stream stream) {
    stream.write(ByteBuffer.allocate(32));
    readPong(stream);
  }

  private static void readPong(Stream stream) {
    ByteBuffer pong = ByteBuffer.allocate(32);
    while (pong.hasRemaining()) {
      assertThat(stream.read(pong)).isPositive();
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
