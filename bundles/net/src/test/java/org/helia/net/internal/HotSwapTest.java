package org.helia.net.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.helia.api.net.Connection;
import org.helia.api.net.DialOptions;
import org.helia.api.net.ListenException;
import org.helia.api.net.NetException;
import org.helia.api.net.NetListener;
import org.helia.api.net.ProtocolHandler;
import org.helia.api.net.Stream;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.testkit.concurrent.Until;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HotSwapTest {
  private static final Multiaddr PORT = Multiaddr.parse("/ip4/127.0.0.1/tcp/4001");

  private final Rig rig = new Rig();

  @AfterEach
  void close() throws InterruptedException {
    rig.close();
  }

  @Test
  void transport_comesLater_listensOnItsAddresses() {
    NetHost host = rig.bare(new ConfigMap().with("listen", PORT.toString()));
    assertThat(host.listenAddresses()).isEmpty();
    assertThat(host.status().problems())
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .contains("does not listen on " + PORT)
                    .contains("feature:install helia-net-tcp"));
    FakeTransport transport = rig.transport("tcp");
    host.addTransport(transport, Map.of());
    assertThat(host.listenAddresses()).containsExactly(PORT);
    host.removeTransport(transport);
    assertThat(host.listenAddresses()).isEmpty();
    assertThat(rig.network).isEmpty();
  }

  @Test
  void listen_portInUse_saysSoAndTheNodeGoesOn() {
    rig.host(config -> config.with("listen", PORT.toString()));
    NetHost second =
        rig.host(
            config ->
                config.with("listen", new String[] {PORT.toString(), "/ip4/127.0.0.1/tcp/0"}));
    assertThat(second.listenAddresses()).hasSize(1);
    assertThat(second.status().problems())
        .containsExactly(
            "does not listen on %s: cannot listen on %s: the port is in use".formatted(PORT, PORT));
    assertThatThrownBy(() -> second.listen(PORT))
        .isInstanceOf(ListenException.class)
        .hasMessageContaining("the port is in use");
  }

  @Test
  void listen_andUnlisten_changeTheAddresses() {
    NetHost host = rig.host();
    AtomicInteger changes = new AtomicInteger();
    host.addListener(
        new NetListener() {
          @Override
          public void addressesChanged() {
            changes.incrementAndGet();
          }
        });
    List<Multiaddr> added = host.listen(PORT);
    assertThat(added).containsExactly(PORT);
    assertThat(host.listenAddresses()).hasSize(2).contains(PORT);
    assertThat(host.addresses()).contains(PORT);
    assertThat(host.unlisten(PORT)).isTrue();
    assertThat(host.unlisten(PORT)).isFalse();
    assertThat(host.listenAddresses()).hasSize(1);
  }

  @Test
  void transport_leaves_othersNeverNotice() {
    NetHost server = rig.host();
    NetHost client = rig.host();
    Connection connection = client.connect(Rig.at(server), DialOptions.DEFAULTS);
    FakeTransport other = rig.transport("other");
    for (int i = 0; i < 100; i++) {
      client.addTransport(other, Map.of("service.ranking", -1));
      client.removeTransport(other);
    }
    assertThat(connection.isOpen()).isTrue();
    assertThat(client.listenAddresses()).hasSize(1);
  }

  @Test
  void protocol_leaves_streamsAreDrainedThenReset() throws Exception {
    NetHost server = rig.host(config -> config.with("drainMillis", 200L));
    NetHost client = rig.host();
    CountDownLatch entered = new CountDownLatch(1);
    ProtocolHandler handler =
        stream -> {
          entered.countDown();
          stream.read(ByteBuffer.allocate(1));
          stream.read(ByteBuffer.allocate(1));
        };
    Rig.speak(server, "/slow/1", handler);
    assertThat(server.protocols()).containsExactly("/slow/1");
    Stream stream = client.connect(Rig.at(server), DialOptions.DEFAULTS).open(List.of("/slow/1"));
    stream.write(ByteBuffer.wrap(new byte[1]));
    entered.await();
    server.handlers().remove(handler);
    assertThat(server.protocols()).isEmpty();
    assertThatThrownBy(() -> stream.read(ByteBuffer.allocate(1))).isInstanceOf(NetException.class);
  }

  @Test
  void handler_leavesATask_streamStaysOpenUntilItReturns() throws Exception {
    NetHost server = rig.host();
    NetHost client = rig.host();
    Rig.speak(server, "/lazy/1", HotSwapTest::answerOnce);
    Stream stream = client.connect(Rig.at(server), DialOptions.DEFAULTS).open(List.of("/lazy/1"));
    stream.write(ByteBuffer.wrap(new byte[] {7}));
    ByteBuffer answer = ByteBuffer.allocate(2);
    assertThat(stream.read(answer)).isEqualTo(1);
    assertThat(answer.get(0)).isEqualTo((byte) 7);
    assertThat(stream.read(answer)).isEqualTo(-1);
    stream.close();
    Until.holds(() -> server.connections().get(0).streams().isEmpty());
  }

  private static void answerOnce(Stream stream) {
    stream.whenReadable(
        () -> {
          ByteBuffer one = ByteBuffer.allocate(1);
          stream.read(one);
          stream.write(one.flip());
        });
  }

  @Test
  void handler_throws_streamIsReset() {
    NetHost server = rig.host();
    NetHost client = rig.host();
    Rig.speak(
        server,
        "/bad/1",
        stream -> {
          throw new IllegalStateException("as a test wants it");
        });
    Stream stream = client.connect(Rig.at(server), DialOptions.DEFAULTS).open("/bad/1");
    assertThatThrownBy(() -> stream.read(ByteBuffer.allocate(1))).isInstanceOf(NetException.class);
  }
}
