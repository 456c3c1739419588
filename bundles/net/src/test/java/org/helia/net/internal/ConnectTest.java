package org.helia.net.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.helia.api.net.AddressResolver;
import org.helia.api.net.Connection;
import org.helia.api.net.DialException;
import org.helia.api.net.DialOptions;
import org.helia.api.net.Direction;
import org.helia.api.net.NetException;
import org.helia.api.net.NetListener;
import org.helia.api.net.ProtocolNotSupportedException;
import org.helia.api.net.ResourceLimitException;
import org.helia.api.net.Stream;
import org.helia.api.net.WrongPeerException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.multiaddr.Protocol;
import org.helia.multiformats.peer.PeerId;
import org.helia.testkit.concurrent.Until;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ConnectTest {
  private static final String ECHO = "/echo/1";

  private final Rig rig = new Rig();

  @AfterEach
  void close() throws InterruptedException {
    rig.close();
  }

  private static void echo(Stream stream) {
    ByteBuffer buffer = ByteBuffer.allocate(1024);
    while (stream.read(buffer) >= 0) {
      stream.write(buffer.flip());
      buffer.clear();
    }
  }

  private static String exchange(Stream stream, String text) {
    stream.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
    stream.closeWrite();
    ByteBuffer answer = ByteBuffer.allocate(1024);
    while (stream.read(answer) >= 0) {
      assertThat(answer.hasRemaining()).isTrue();
    }
    return UTF_8.decode(answer.flip()).toString();
  }

  @Test
  void open_protocolOfTheRemote_carriesBytes() throws Exception {
    NetHost server = rig.host();
    NetHost client = rig.host();
    Rig.speak(server, ECHO, ConnectTest::echo);
    Connection connection = client.connect(Rig.at(server), DialOptions.DEFAULTS);
    assertThat(connection.remotePeer()).isEqualTo(server.id());
    assertThat(connection.security()).isEqualTo(Rig.SECURITY);
    assertThat(connection.muxer()).isEqualTo(Rig.MUXER);
    assertThat(connection.transport()).isEqualTo("tcp");
    assertThat(connection.direction()).isEqualTo(Direction.OUTBOUND);
    assertThat(exchange(connection.open(ECHO), "hello")).isEqualTo("hello");
    assertThat(exchange(connection.open(List.of("/other/1", ECHO)), "again")).isEqualTo("again");
    assertThat(client.trafficByProtocol().get(ECHO).bytesOut()).isEqualTo(10);
    Until.holds(() -> connection.streams().isEmpty());
    Until.holds(() -> used(server, "inbound streams") == 0);
  }

  private static long used(NetHost host, String resource) {
    return host.resources().stream()
        .filter(each -> each.resource().equals(resource))
        .mapToLong(each -> each.used())
        .sum();
  }

  @Test
  void connect_securityThatAgreesOnTheMuxer_connects() {
    NetHost server = rig.host();
    NetHost client = rig.host();
    FakeSecureChannel early = new FakeSecureChannel("/early/1", true);
    server.addSecureChannel(early, Map.of("service.ranking", 1));
    client.addSecureChannel(early, Map.of("service.ranking", 1));
    Connection connection = client.connect(Rig.at(server), DialOptions.DEFAULTS);
    assertThat(connection.security()).isEqualTo("/early/1");
    assertThat(connection.muxer()).isEqualTo(Rig.MUXER);
  }

  @Test
  void connect_again_takesTheOpenConnection() {
    NetHost server = rig.host();
    NetHost client = rig.host();
    Connection first = client.connect(Rig.at(server), DialOptions.DEFAULTS);
    assertThat(client.connect(Rig.at(server), DialOptions.DEFAULTS)).isSameAs(first);
    DialOptions another = new DialOptions(Duration.ofSeconds(30), false, false);
    assertThat(client.connect(Rig.at(server), another)).isNotSameAs(first);
    assertThat(client.connections(server.id())).hasSize(2);
    assertThat(client.disconnect(server.id())).isEqualTo(2);
    assertThat(client.connections()).isEmpty();
  }

  @Test
  void open_protocolThatTheRemoteDoesNotSpeak_throws() {
    NetHost server = rig.host();
    NetHost client = rig.host();
    Connection connection = client.connect(Rig.at(server), DialOptions.DEFAULTS);
    assertThatThrownBy(() -> connection.open(List.of("/a/1", "/b/1")))
        .isInstanceOf(ProtocolNotSupportedException.class)
        .hasMessageContaining("does not speak /a/1 or /b/1");
    Stream lazy = connection.open("/a/1");
    assertThatThrownBy(() -> lazy.read(ByteBuffer.allocate(1))).isInstanceOf(NetException.class);
  }

  @Test
  void connect_nobodyThere_namesEachAddressAndItsCause() {
    NetHost client = rig.host();
    PeerId peer = PeerId.of(Keys.next().publicKey());
    assertThatThrownBy(
            () ->
                client.connect(
                    Rig.at(
                        peer,
                        "/ip4/127.0.0.1/tcp/1",
                        "/ip4/127.0.0.1/udp/1/quic-v1",
                        "/dns4/a.example/tcp/1"),
                    DialOptions.DEFAULTS))
        .isInstanceOf(DialException.class)
        .hasMessageContaining("/ip4/127.0.0.1/tcp/1: connection refused")
        .hasMessageContaining(
            "/ip4/127.0.0.1/udp/1/quic-v1: no transport for it is there (only tcp):"
                + " feature:install helia-net-quic")
        .hasMessageContaining("/dns4/a.example/tcp/1: no resolver")
        .satisfies(e -> assertThat(((DialException) e).attempts()).hasSize(3));
  }

  /** Knows one name. */
  private record Names(Multiaddr address) implements AddressResolver {
    @Override
    public boolean resolves(Multiaddr name) {
      return name.has(Protocol.DNS4);
    }

    @Override
    public List<Multiaddr> resolve(Multiaddr name, Duration timeout) {
      return List.of(address);
    }
  }

  @Test
  void connect_resolverIsBeingReplaced_waitsForTheNextOne() throws Exception {
    NetHost server = rig.host();
    NetHost client = rig.host();
    Names old = new Names(Multiaddr.parse("/ip4/127.0.0.1/tcp/1"));
    client.addResolver(old, Map.of());
    client.removeResolver(old);
    CompletableFuture<Connection> connecting =
        CompletableFuture.supplyAsync(
            () ->
                client.connect(Rig.at(server.id(), "/dns4/a.example/tcp/1"), DialOptions.DEFAULTS));
    client.addResolver(new Names(server.listenAddresses().get(0)), Map.of());

    assertThat(connecting.get(60, TimeUnit.SECONDS).remotePeer()).isEqualTo(server.id());
  }

  @Test
  void connect_noAddress_saysSo() {
    NetHost client = rig.host();
    assertThatThrownBy(
            () -> client.connect(Rig.at(PeerId.of(Keys.next().publicKey())), DialOptions.DEFAULTS))
        .hasMessageContaining("no address of it is known");
  }

  @Test
  void connect_itself_throws() {
    NetHost client = rig.host();
    assertThatThrownBy(() -> client.connect(Rig.at(client), DialOptions.DEFAULTS))
        .hasMessageContaining("is this node itself");
  }

  @Test
  void connect_somebodyElseThere_throwsWrongPeer() {
    NetHost server = rig.host();
    NetHost client = rig.host();
    PeerId wanted = PeerId.of(Keys.next().publicKey());
    assertThatThrownBy(
            () ->
                client.connect(
                    Rig.at(wanted, server.listenAddresses().get(0).toString()),
                    DialOptions.DEFAULTS))
        .isInstanceOf(DialException.class)
        .hasMessageContaining(server.id().toString())
        .satisfies(
            e ->
                assertThat(((DialException) e).attempts().get(0).cause())
                    .isInstanceOf(WrongPeerException.class));
    assertThat(client.connections()).isEmpty();
  }

  @Test
  void connect_firstAddressSilent_takesTheNext() {
    NetHost server = rig.host();
    NetHost client = rig.bare(new ConfigMap().with("listen", new String[0]));
    FakeTransport transport = rig.transport("tcp");
    Multiaddr silent = Multiaddr.parse("/ip4/127.0.0.1/tcp/2");
    transport.silent.add(silent);
    client.addTransport(transport, Map.of());
    client.addSecureChannel(new FakeSecureChannel(Rig.SECURITY, false), Map.of());
    client.addMuxer(rig.muxer(), Map.of());
    Connection connection =
        client.connect(
            Rig.at(server.id(), silent.toString(), server.listenAddresses().get(0).toString()),
            DialOptions.DEFAULTS);
    assertThat(connection.remoteAddress()).isEqualTo(server.listenAddresses().get(0));
    assertThat(transport.dialled).contains(silent);
  }

  @Test
  void connect_tooLate_namesWhatWasTried() {
    NetHost client = rig.bare(new ConfigMap().with("listen", new String[0]));
    FakeTransport transport = rig.transport("tcp");
    Multiaddr silent = Multiaddr.parse("/ip4/127.0.0.1/tcp/2");
    transport.silent.add(silent);
    client.addTransport(transport, Map.of());
    PeerId peer = PeerId.of(Keys.next().publicKey());
    assertThatThrownBy(
            () ->
                client.connect(
                    Rig.at(peer, silent.toString()),
                    DialOptions.DEFAULTS.withTimeout(Duration.ofMillis(50))))
        .isInstanceOf(DialException.class)
        .hasMessageContaining("/ip4/127.0.0.1/tcp/2: no answer in 50 ms");
  }

  @Test
  void connect_failedAMomentAgo_isLeftAloneUnlessAsked() {
    NetHost client = rig.host(config -> config.with("backOffMillis", 600_000L));
    PeerId peer = PeerId.of(Keys.next().publicKey());
    String nobody = "/ip4/127.0.0.1/tcp/1";
    assertThatThrownBy(() -> client.connect(Rig.at(peer, nobody), DialOptions.DEFAULTS))
        .hasMessageContaining("refused");
    assertThatThrownBy(() -> client.connect(Rig.at(peer, nobody), DialOptions.DEFAULTS))
        .hasMessageContaining("failed a moment ago");
    DialOptions anyhow = new DialOptions(Duration.ofSeconds(30), true, true);
    assertThatThrownBy(() -> client.connect(Rig.at(peer, nobody), anyhow))
        .hasMessageContaining("refused");
  }

  @Test
  void connect_deniedNetwork_isNotDialled() {
    NetHost server = rig.host();
    NetHost client = rig.host(config -> config.with("deny", "127.0.0.0/8"));
    assertThatThrownBy(() -> client.connect(Rig.at(server), DialOptions.DEFAULTS))
        .hasMessageContaining("the configuration denies it");
  }

  @Test
  void connect_remoteDeniesIt_fails() {
    NetHost server = rig.host(config -> config.with("deny", "/ip4/127.0.0.0/ipcidr/8"));
    NetHost client = rig.host();
    assertThatThrownBy(() -> client.connect(Rig.at(server), DialOptions.DEFAULTS))
        .isInstanceOf(DialException.class);
    assertThat(server.connections()).isEmpty();
  }

  @Test
  void open_moreThanTheProtocolMayHave_areReset() throws Exception {
    NetHost server = rig.host(config -> config.with("maxInboundStreamsPerProtocol", 1));
    NetHost client = rig.host();
    Rig.speak(server, ECHO, ConnectTest::echo);
    Connection connection = client.connect(Rig.at(server), DialOptions.DEFAULTS);
    Stream first = connection.open(List.of(ECHO));
    first.write(ByteBuffer.wrap(new byte[1]));
    first.read(ByteBuffer.allocate(1));
    Stream second = connection.open(ECHO);
    assertThatThrownBy(() -> exchange(second, "x")).isInstanceOf(NetException.class);
    assertThat(exchange(first, "y")).isEqualTo("y");
    assertThat(server.resources())
        .anySatisfy(
            each -> {
              assertThat(each.scope()).isEqualTo("system");
              assertThat(each.resource()).isEqualTo("inbound streams");
            });
  }

  @Test
  void open_moreThanThisNodeMayHave_throws() {
    NetHost server = rig.host();
    NetHost client = rig.host(config -> config.with("maxOutboundStreams", 1));
    Connection connection = client.connect(Rig.at(server), DialOptions.DEFAULTS);
    connection.open("/a/1");
    assertThatThrownBy(() -> connection.open("/a/1"))
        .isInstanceOf(ResourceLimitException.class)
        .hasMessageContaining("too many outbound streams of system: 1 of 1 in use");
  }

  @Test
  void listeners_connectionsThatComeAndGo_hearOfThemInOrder() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    NetHost server = rig.host();
    server.addListener(
        new NetListener() {
          @Override
          public void connected(Connection connection) {
            heard.add("connected");
          }

          @Override
          public void disconnected(Connection connection) {
            heard.add("disconnected");
          }
        });
    NetHost client = rig.host();
    for (int i = 0; i < 10; i++) {
      client.connect(Rig.at(server), DialOptions.DEFAULTS);
      assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("connected");
      client.disconnect(server.id());
      assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("disconnected");
    }
    Until.holds(() -> used(server, "inbound connections") == 0);
    Until.holds(() -> used(client, "outbound connections") == 0);
  }

  @Test
  void negotiation_remoteThatSaysNothing_isReset() throws Exception {
    NetHost server = rig.host(config -> config.with("negotiationMillis", 100L));
    NetHost client = rig.host();
    Rig.speak(server, ECHO, ConnectTest::echo);
    Connection connection = client.connect(Rig.at(server), DialOptions.DEFAULTS);
    Stream stream = connection.open("/x/1");
    stream.write(ByteBuffer.wrap(new byte[1]));
    Until.holds(() -> used(server, "inbound streams") == 0);
    assertThat(connection.isOpen()).isTrue();
  }

  @Test
  void trim_tooManyConnections_closesTheLeastValuable() throws Exception {
    NetHost server =
        rig.host(
            config ->
                config
                    .with("lowWaterConnections", 2)
                    .with("highWaterConnections", 3)
                    .with("graceMillis", 0L));
    NetHost kept = rig.host();
    NetHost dear = rig.host();
    server.protect(kept.id(), "test");
    server.tag(dear.id(), "test", 10);
    kept.connect(Rig.at(server), DialOptions.DEFAULTS);
    dear.connect(Rig.at(server), DialOptions.DEFAULTS);
    rig.host().connect(Rig.at(server), DialOptions.DEFAULTS);
    rig.host().connect(Rig.at(server), DialOptions.DEFAULTS);
    Until.holds(() -> server.connections().size() == 2);
    assertThat(server.connections())
        .extracting(Connection::remotePeer)
        .containsExactlyInAnyOrder(kept.id(), dear.id());
  }
}
