package org.helia.net.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.helia.api.net.DialOptions;
import org.helia.api.net.PeerAddresses;
import org.helia.testkit.concurrent.Until;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Peers that shake hands and are hostile then: in frames, on streams, within protocols. */
@ExtendWith(NoLeaks.class)
@Timeout(180)
class HostileStreamsTest {
  private static final String PUSH = "/ipfs/id/push/1.0.0";
  private static final int WINDOW = 256 * 1_024;
  private static final long MEBIBYTE = 1_024 * 1_024;
  private static final int MEMORY_MEBIBYTES = 8;

  private final HostilePeer.Gang gang = new HostilePeer.Gang();
  private RealNode node;
  private RealNode honest;

  @BeforeEach
  void open() throws Exception {
    node =
        RealNode.with(
            "/noise",
            config ->
                config
                    .with("negotiationMillis", 700L)
                    .with("maxInboundStreamsPerConnection", 500)
                    .with("memoryMebibytes", 2 * MEMORY_MEBIBYTES)
                    .with("memoryPerPeerMebibytes", MEMORY_MEBIBYTES)
                    .with("memoryPerConnectionMebibytes", 2 * MEMORY_MEBIBYTES),
            Map.of());
    honest = new RealNode("/noise");
    honest
        .host()
        .connect(
            new PeerAddresses(node.host().id(), node.host().listenAddresses()),
            DialOptions.DEFAULTS);
  }

  @AfterEach
  void close() throws Exception {
    gang.close();
    honest.close();
    node.close();
  }

  private HostilePeer secured() throws Exception {
    return gang.secured(
        node.host().listenAddresses().get(0), honest.secureChannel(), honest.newKey());
  }

  private void isServed() {
    honest.ping(node.host().id(), 5);
  }

  private static byte[] stream(long id, byte[]... data) {
    return Bytes.data(Bytes.SYN, id, Bytes.join(data));
  }

  static Stream<Arguments> cutOff() {
    return Stream.of(
        Arguments.of("another version", new byte[] {9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}),
        Arguments.of("unknown type", Bytes.frame(9, 0, 0, 0)),
        Arguments.of("window overrun", Bytes.frame(Bytes.DATA, Bytes.SYN, 1, WINDOW + 1)),
        Arguments.of("4 GiB on a stream", Bytes.frame(Bytes.DATA, Bytes.SYN, 1, -1)),
        Arguments.of("4 GiB on no stream", Bytes.frame(Bytes.DATA, 0, 77, -1)),
        Arguments.of(
            "4 GiB of window",
            Bytes.join(
                Bytes.frame(Bytes.WINDOW_UPDATE, Bytes.SYN, 1, -1),
                Bytes.frame(Bytes.WINDOW_UPDATE, 0, 1, -1))),
        Arguments.of("a stream of ours", Bytes.frame(Bytes.WINDOW_UPDATE, Bytes.SYN, 2, 0)),
        Arguments.of(
            "a stream twice",
            Bytes.join(
                Bytes.frame(Bytes.WINDOW_UPDATE, Bytes.SYN, 1, 0),
                Bytes.frame(Bytes.WINDOW_UPDATE, Bytes.SYN, 1, 0))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cutOff")
  void frames_againstTheProtocol_endTheConnection(String what, byte[] frames) throws Exception {
    HostilePeer hostile = secured().send(frames);
    Until.holds(() -> !hostile.isOpen());
    Until.holds(() -> node.host().connections().size() == 1);
    isServed();
  }

  @Test
  void frame_half_isCutOffByTheKeepAlive() throws Exception {
    try (RealNode asking =
        RealNode.with(
            "/noise",
            UnaryOperator.identity(),
            Map.of("keepAliveSeconds", 1, "answerWithinSeconds", 1))) {
      HostilePeer hostile =
          gang.secured(
              asking.host().listenAddresses().get(0), honest.secureChannel(), honest.newKey());
      hostile.send(new byte[] {0, 0, 0});
      Until.holds(() -> !hostile.isOpen());
    }
  }

  @Test
  void streams_flood_isRefusedAtTheConnectionsLimit() throws Exception {
    HostilePeer hostile = secured();
    for (int i = 0; i < 3_000; i++) {
      hostile.send(stream(2L * i + 1));
    }
    Until.holds(() -> node.used("inbound streams") > 0);
    assertThat(node.used("inbound streams")).isLessThanOrEqualTo(510);
    isServed();
    Until.holds(() -> node.used("inbound streams") < 10);
    isServed();
  }

  @Test
  void streams_moreThanTheLimitAgainAndAgain_endTheConnection() throws Exception {
    HostilePeer hostile = secured();
    for (int i = 0; i < 6_000; i++) {
      hostile.send(stream(2L * i + 1));
    }
    Until.holds(() -> !hostile.isOpen());
    isServed();
  }

  @Test
  void streams_openedAndResetAtOnce_endTheConnection() throws Exception {
    HostilePeer hostile = secured();
    for (int i = 0; i < 20_000; i++) {
      hostile.send(
          stream(2L * i + 1, new byte[] {1}),
          Bytes.frame(Bytes.WINDOW_UPDATE, Bytes.RST, 2L * i + 1, 0));
      if (i % 2_000 == 0) {
        isServed();
      }
    }
    Until.holds(() -> !hostile.isOpen());
    isServed();
  }

  @Test
  void streams_thatAgreeOnNothing_areResetAtNegotiationMillis() throws Exception {
    HostilePeer hostile = secured();
    for (int i = 0; i < 400; i++) {
      byte[] begun = i % 2 == 0 ? new byte[] {20, 'x'} : Bytes.message("/multistream/1.0.0");
      hostile.send(stream(2L * i + 1, begun));
    }
    Until.holds(() -> node.used("inbound streams") >= 10);
    isServed();
    Until.holds(() -> node.used("inbound streams") < 10);
    assertThat(hostile.isOpen()).isTrue();
  }

  @Test
  void multistream_4GiBOnAStream_resetsIt() throws Exception {
    HostilePeer hostile = secured();
    hostile.send(stream(1, new byte[] {-1, -1, -1, -1, 0x0f}));
    Until.holds(() -> hostile.received() > 0);
    Until.holds(() -> node.used("inbound streams") < 5);
    isServed();
  }

  /** Each would keep a thread busy if a message were waited for on one. */
  @Test
  void identify_manyHalfMessages_keepNoThreadFromOthers() throws Exception {
    List<HostilePeer> hostile = List.of(secured(), secured(), secured());
    for (int i = 0; i < 450; i++) {
      for (HostilePeer each : hostile) {
        each.send(stream(2L * i + 1, Bytes.proposal(PUSH), new byte[] {100, 1}));
      }
    }
    Until.holds(() -> node.used("inbound streams") >= 3 * 400);
    isServed();
  }

  @Test
  void identify_4GiB_isReset() throws Exception {
    HostilePeer hostile = secured();
    hostile.send(stream(1, Bytes.proposal(PUSH), new byte[] {-1, -1, -1, -1, 0x0f}));
    Until.holds(() -> hostile.received() > 0);
    Until.holds(() -> node.used("inbound streams") < 5);
    isServed();
  }

  /** Asks for as much as can be said, and reads nothing of it. */
  @Test
  void perf_manyStreamsThatReadNothing_keepOthersTheirThreads() throws Exception {
    List<HostilePeer> hostile = List.of(secured(), secured());
    byte[] all = new byte[Long.BYTES];
    Arrays.fill(all, (byte) -1);
    for (HostilePeer each : hostile) {
      each.deaf();
      for (int i = 0; i < 400; i++) {
        each.send(
            stream(2L * i + 1, Bytes.proposal(RealNode.PERF), all),
            Bytes.frame(Bytes.WINDOW_UPDATE, Bytes.FIN, 2L * i + 1, 0));
      }
    }
    Until.holds(() -> node.used("inbound streams") >= 2 * 300);
    for (int i = 0; i < 10; i++) {
      isServed();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    assertBounded(2);
  }

  /** Fills the window of each stream with pings, and reads no answer. */
  @Test
  void pings_floodThatReadsNothing_staysWithinTheMemoryLimit() throws Exception {
    List<HostilePeer> hostile = new ArrayList<>();
    byte[] head = Bytes.proposal(RealNode.PING);
    byte[] pings = new byte[WINDOW - head.length];
    for (int i = 0; i < 2; i++) {
      hostile.add(secured().deaf());
    }
    for (int i = 0; i < 500 && refused("memory in bytes") == 0; i++) {
      for (HostilePeer each : hostile) {
        each.sendAll(stream(2L * i + 1, head, pings));
      }
      if (i % 30 == 0) {
        isServed();
        assertBounded(2);
      }
    }
    assertThat(refused("memory in bytes")).isPositive();
    assertBounded(2);
    isServed();
  }

  @Test
  void yamuxPings_floodThatReadsNothing_endsTheConnection() throws Exception {
    HostilePeer hostile = secured().deaf();
    byte[] pings = new byte[12 * 1_000];
    byte[] one = Bytes.frame(Bytes.PING, Bytes.SYN, 0, 1);
    for (int i = 0; i < 1_000; i++) {
      System.arraycopy(one, 0, pings, 12 * i, 12);
    }
    for (int i = 0; i < 2_000 && node.host().connections().size() == 2; i++) {
      hostile.send(pings);
      if (i % 50 == 0) {
        isServed();
      }
    }
    Until.holds(() -> node.host().connections().size() == 1);
    isServed();
  }

  private long refused(String resource) {
    return node.host().resources().stream()
        .filter(each -> each.resource().equals(resource))
        .mapToLong(each -> each.refused())
        .sum();
  }

  /**
   * The memory's limit, what each connection has of its own, and what the pool of buffers has on
   * top of it: a piece may hold four times its size, and its chunks have four MiB for each thread.
   */
  private void assertBounded(int connections) {
    long limit = 2 * MEMORY_MEBIBYTES * MEBIBYTE + (connections + 1) * 1_024L * 1_024;
    assertThat(node.used("memory in bytes")).isLessThanOrEqualTo(2 * MEMORY_MEBIBYTES * MEBIBYTE);
    assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory())
        .as("direct memory")
        .isLessThan(4 * limit + 64 * MEBIBYTE);
  }
}
