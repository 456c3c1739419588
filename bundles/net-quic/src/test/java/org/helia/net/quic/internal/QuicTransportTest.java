package org.helia.net.quic.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.helia.api.net.ListenException;
import org.helia.api.net.NetException;
import org.helia.api.net.StreamResetException;
import org.helia.api.net.WrongPeerException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.net.spi.MuxedConnection;
import org.helia.net.spi.MuxedStream;
import org.helia.net.spi.Transport.Listener;
import org.helia.net.spi.contract.Ends;
import org.helia.net.spi.contract.Ip6;
import org.helia.net.spi.contract.MuxedConnectionContract;
import org.helia.net.spi.contract.RecordingSetup;
import org.helia.net.spi.contract.TestLoops;
import org.helia.testkit.concurrent.Until;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuicTransportTest extends MuxedConnectionContract {
  private static final Multiaddr ANY_PORT = Multiaddr.parse("/ip4/127.0.0.1/udp/0/quic-v1");
  private static final int MUCH = 3 * 1_024 * 1_024;
  private static final Duration SHORT_IDLE = Duration.ofMillis(900);
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

  /** Each stream that comes says that half of the time is over in which there must be one. */
  @Test
  void connection_nothingIsSaid_isKept() throws Exception {
    QuicTransport impatient = new QuicTransport(loops, new FakeCertificates(), SHORT_IDLE, null);
    Listener listener = listen();
    RecordingSetup dialled = new RecordingSetup(true, OURS, Optional.empty());
    impatient.dial(listener.address(), dialled);
    MuxedConnection left = await(dialled.established());
    RecordingSetup accepted = admitted();
    MuxedConnection right = await(accepted.established());

    for (int kept = 0; kept < 10; kept++) {
      accepted.scope().next().reset();
    }

    assertThat(left.isOpen()).isTrue();
    assertThat(right.isOpen()).isTrue();
    left.close();
    listener.close();
    impatient.close();
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

  /** Much is on its way, so that there is no room for the word that the connection ends. */
  @Test
  void close_inTheMiddleOfMuch_isToldToTheRemote() throws Exception {
    Ends ends = connect();
    byte[] much = new byte[100_000];
    for (int i = 0; i < 500; i++) {
      ends.left().open().write(ByteBuffer.wrap(much));
    }
    CompletableFuture<Optional<Throwable>> end = new CompletableFuture<>();
    ends.right().onEnd(end::complete);

    ends.left().close();
    assertThat(await(end)).as("closed, not given up after the idle timeout").isEmpty();
  }

  /** What the remote has closed is over at once, streams that were still coming included. */
  @Test
  void close_byTheRemote_endsAllStreams() throws Exception {
    Ends ends = connect();
    for (int i = 0; i < 1_000; i++) {
      ends.left().open().write(ByteBuffer.wrap(new byte[10]));
    }
    CompletableFuture<Optional<Throwable>> end = new CompletableFuture<>();
    ends.right().onEnd(end::complete);
    ends.left().close();

    assertThat(await(end)).isEmpty();
    for (MuxedStream stream : ends.rightScope().all()) {
      CompletableFuture<Void> ended = new CompletableFuture<>();
      stream.onEnd(() -> ended.complete(null));
      assertThat(ended).isCompleted();
    }
  }

  /** A stream that the other side hears of. */
  private static MuxedStream begin(Ends ends) {
    MuxedStream stream = ends.left().open();
    stream.write(ByteBuffer.wrap(new byte[] {1}));
    return stream;
  }

  /** Whoever closes first, and whether the ends cross. */
  @ParameterizedTest(name = "closed by the one who opened: {0}, in the other direction first: {1}")
  @CsvSource({"true, false", "true, true", "false, false", "false, true"})
  void streams_manyMoreThanMayBeOpenAtOnce_areEachGivenBack(boolean opener, boolean readFirst)
      throws Exception {
    Ends ends = connect();
    ByteBuffer one = ByteBuffer.allocate(1);
    for (int i = 0; i < 2_500; i++) {
      MuxedStream left = begin(ends);
      MuxedStream right = ends.rightScope().next();
      assertThat(right.read(one.clear())).isEqualTo(1);
      right.write(ByteBuffer.wrap(new byte[] {1}));
      assertThat(left.read(one.clear())).isEqualTo(1);
      MuxedStream first = opener ? left : right;
      if (readFirst) {
        first.closeRead();
      }
      first.close();
      (opener ? right : left).close();
    }
    ends.left().close();
  }

  @Test
  void streams_resetAtOnce_areEachGivenBack() throws Exception {
    Ends ends = connect();
    for (int i = 0; i < 2_500; i++) {
      ends.left().open().reset();
      ends.rightScope().next().reset();
    }
    assertThat(ends.right().isOpen()).isTrue();
    ends.left().close();
  }

  /** Whoever resets first, and whether the other's reset crosses. */
  @ParameterizedTest(name = "by the one who opened first: {0}, with an answer: {1}")
  @CsvSource({"true, false", "true, true", "false, false", "false, true"})
  void streams_resetByBoth_areEachGivenBack(boolean opener, boolean answered) throws Exception {
    Ends ends = connect();
    ByteBuffer one = ByteBuffer.allocate(1);
    for (int i = 0; i < 2_500; i++) {
      MuxedStream left = begin(ends);
      MuxedStream right = ends.rightScope().next();
      if (answered) {
        right.write(ByteBuffer.wrap(new byte[] {1}));
        assertThat(left.read(one.clear())).isEqualTo(1);
      }
      (opener ? left : right).reset();
      (opener ? right : left).reset();
    }
    ends.left().close();
  }

  /** As when nobody speaks the protocol that was asked for. */
  @Test
  void streams_resetByTheOtherOnly_areEachGivenBack() throws Exception {
    Ends ends = connect();
    ByteBuffer one = ByteBuffer.allocate(1);
    for (int i = 0; i < 2_500; i++) {
      MuxedStream left = begin(ends);
      ends.rightScope().next().reset();
      assertThatThrownBy(() -> left.read(one.clear())).isInstanceOf(NetException.class);
    }
    ends.left().close();
  }

  /** Again and again; what was too much once must not make it less from then on. */
  @Test
  void streams_manyMoreThanAllowed_waitUntilOthersHaveEnded() throws Exception {
    Ends ends = connect();
    for (int round = 0; round < 5; round++) {
      Set<MuxedStream> opened = new HashSet<>();
      for (int i = 0; i < 2 * Codecs.MAX_STREAMS; i++) {
        opened.add(begin(ends));
      }
      for (int i = 0; i < 2 * Codecs.MAX_STREAMS; i++) {
        ends.rightScope().next().reset();
      }
      for (MuxedStream each : opened) {
        each.reset();
      }
    }
    ends.left().close();
  }

  @Test
  void read_nothing_whatTheLibraryHoldsCounts() throws Exception {
    Ends ends = connect();
    MuxedStream left = begin(ends);
    MuxedStream right = ends.rightScope().next();
    left.write(ByteBuffer.allocate(MUCH));
    Until.holds(() -> ends.rightScope().reserved() > MUCH * 9 / 10);

    ByteBuffer all = ByteBuffer.allocate(MUCH + 1);
    while (all.hasRemaining()) {
      assertThat(right.read(all)).isPositive();
    }
    Until.holds(() -> ends.rightScope().reserved() == 0);
    ends.left().close();
  }

  @Test
  void read_nothingAndNoMemory_resetsTheStream() throws Exception {
    Ends ends = connect();
    MuxedStream left = begin(ends);
    MuxedStream right = ends.rightScope().next();
    ends.rightScope().refuseMemory();
    ByteBuffer much = ByteBuffer.allocate(MUCH);

    assertThatThrownBy(
            () -> {
              while (true) {
                left.write(much.clear());
              }
            })
        .isInstanceOf(StreamResetException.class);
    assertThatThrownBy(() -> right.read(much.clear())).isInstanceOf(StreamResetException.class);
    MuxedStream other = begin(ends);
    assertThat(ends.rightScope().next().read(ByteBuffer.allocate(1))).isEqualTo(1);
    other.reset();
    ends.left().close();
  }

  @Test
  void dial_somebodyElseAnswers_fails() {
    Listener listener = listen();
    RecordingSetup dialled = dial(listener.address(), Optional.of(PeerId.of(OURS.publicKey())));

    assertThat(await(dialled.failure())).isInstanceOf(WrongPeerException.class);
    listener.close();
  }

  /** The dialler is told so, it does not wait for its handshake to time out. */
  @Test
  void dial_notAdmitted_isRejected() {
    Listener listener = await(transport.listen(ANY_PORT, (local, remote) -> Optional.empty()));

    assertThat(await(dial(listener.address(), Optional.empty()).failure()))
        .hasMessageContaining(listener.address().toString())
        .hasMessageContaining("the remote rejected the connection");
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
            loops, new FakeCertificates(), SHORT_IDLE, new UnsatisfiedLinkError("no quiche here"));
    RecordingSetup setup = new RecordingSetup(true, OURS, Optional.empty());
    broken.dial(ANY_PORT, setup);

    assertThat(await(setup.failure())).hasMessageContaining("no quiche here");
    assertThatThrownBy(() -> await(broken.listen(ANY_PORT, (a, b) -> Optional.empty())))
        .hasCauseInstanceOf(ListenException.class)
        .hasMessageContaining("no quiche here");
    assertThat(broken.obstacle().orElseThrow()).contains("no quiche here");
    assertThat(transport.obstacle()).isEmpty();
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
