package org.helia.net.quic.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.helia.api.net.ListenException;
import org.helia.api.net.WrongPeerException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.net.spi.MuxedConnection;
import org.helia.net.spi.Transport.Listener;
import org.helia.net.spi.contract.Ends;
import org.helia.net.spi.contract.Ip6;
import org.helia.net.spi.contract.MuxedConnectionContract;
import org.helia.net.spi.contract.RecordingSetup;
import org.helia.net.spi.contract.TestLoops;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QuicTransportTest extends MuxedConnectionContract {
  private static final Multiaddr ANY_PORT = Multiaddr.parse("/ip4/127.0.0.1/udp/0/quic-v1");
  private static final PrivateKey OURS = RecordingSetup.newKey();
  private static final PrivateKey THEIRS = RecordingSetup.newKey();

  private static TestLoops loops;
  private static QuicTransport transport;

  private final BlockingQueue<RecordingSetup> admitted = new LinkedBlockingQueue<>();

  @BeforeAll
  static void start() {
    loops = new TestLoops();
    transport = new QuicTransport(loops, new FakeCertificates());
  }

  @AfterAll
  static void stop() {
    transport.close();
    loops.close();
  }

  @Override
  protected Ends connect() throws Exception {
    return connect(listen(ANY_PORT));
  }

  private Ends connect(Listener listener) throws Exception {
    RecordingSetup dialled = dial(listener.address(), Optional.of(PeerId.of(THEIRS.publicKey())));
    MuxedConnection left = await(dialled.established());
    RecordingSetup accepted = admitted();
    MuxedConnection right = await(accepted.established());
    listener.close();
    return new Ends(left, dialled.scope(), right, accepted.scope());
  }

  @Test
  void dial_listener_eachKnowsTheOther() throws Exception {
    Ends ends = connect();

    assertThat(ends.left().path().remoteKey()).isEqualTo(THEIRS.publicKey());
    assertThat(ends.right().path().remoteKey()).isEqualTo(OURS.publicKey());
    assertThat(ends.left().path().transport()).isEqualTo("quic");
    assertThat(ends.left().path().remote()).isEqualTo(ends.right().path().local());
    ends.left().close();
  }

  @Test
  void dial_ip6_eachKnowsTheOther() throws Exception {
    Ip6.assumeLoopback();
    Ends ends = connect(listen(Multiaddr.parse("/ip6/::1/udp/0/quic-v1")));

    assertThat(ends.left().path().remoteKey()).isEqualTo(THEIRS.publicKey());
    assertThat(ends.left().path().remote().toString()).startsWith("/ip6/::1/udp/");
    ends.left().close();
  }

  @Test
  void dial_somebodyElseAnswers_fails() {
    Listener listener = listen();
    RecordingSetup dialled = dial(listener.address(), Optional.of(PeerId.of(OURS.publicKey())));

    assertThat(await(dialled.failure())).isInstanceOf(WrongPeerException.class);
    listener.close();
  }

  @Test
  void dial_notAdmitted_fails() {
    Listener listener = await(transport.listen(ANY_PORT, (local, remote) -> Optional.empty()));

    assertThat(await(dial(listener.address(), Optional.empty()).failure()))
        .hasMessageContaining(listener.address().toString());
    listener.close();
  }

  @Test
  void listen_portInUse_saysSo() {
    Listener listener = listen();

    assertThatThrownBy(
            () -> await(transport.listen(listener.address(), (a, b) -> Optional.empty())))
        .hasCauseInstanceOf(ListenException.class)
        .hasMessageContaining("the port is in use");
    listener.close();
  }

  @Test
  void transport_noNativeLibrary_saysSoAtEachUse() {
    QuicTransport broken =
        new QuicTransport(
            loops, new FakeCertificates(), new UnsatisfiedLinkError("no quiche here"));
    RecordingSetup setup = new RecordingSetup(true, OURS, Optional.empty());
    broken.dial(ANY_PORT, setup);

    assertThat(await(setup.failure())).hasMessageContaining("no quiche here");
    assertThatThrownBy(() -> await(broken.listen(ANY_PORT, (a, b) -> Optional.empty())))
        .hasCauseInstanceOf(ListenException.class)
        .hasMessageContaining("no quiche here");
    broken.close();
  }

  private Listener listen() {
    return listen(ANY_PORT);
  }

  private Listener listen(Multiaddr address) {
    return await(
        transport.listen(
            address,
            (local, remote) -> {
              RecordingSetup setup = new RecordingSetup(false, THEIRS, Optional.empty());
              admitted.add(setup);
              return Optional.of(setup);
            }));
  }

  private static RecordingSetup dial(Multiaddr address, Optional<PeerId> expected) {
    RecordingSetup setup = new RecordingSetup(true, OURS, expected);
    transport.dial(address, setup);
    return setup;
  }

  private RecordingSetup admitted() throws InterruptedException {
    RecordingSetup setup = admitted.poll(60, TimeUnit.SECONDS);
    assertThat(setup).isNotNull();
    return setup;
  }

  private static <T> T await(CompletableFuture<T> future) {
    return future.orTimeout(60, TimeUnit.SECONDS).join();
  }
}
