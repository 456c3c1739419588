package org.helia.net.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.helia.api.net.DialOptions;
import org.helia.api.net.PeerAddresses;
import org.helia.testkit.concurrent.Until;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that shake hands and are hostile then: on streams, within protocols. */
@ParameterizedClass
@ValueSource(
    strings = {"/ip4/127.0.0.1/tcp/0", "/ip4/127.0.0.1/tcp/0/ws", "/ip4/127.0.0.1/udp/0/quic-v1"})
@ExtendWith(NoLeaks.class)
@Timeout(300)
class HostileStreamsTest {
  private static final String PUSH = "/ipfs/id/push/1.0.0";

  /** So many streams that come to nothing end a connection, however slowly they come here. */
  private static final int MANY = 100_000;

  private static final long MEBIBYTE = 1_024 * 1_024;
  private static final int MEMORY_MEBIBYTES = 8;

  @Parameter private String listen;
  private final Gang gang = new Gang();
  private RealNode node;
  private RealNode honest;

  @BeforeEach
  void open() throws Exception {
    node =
        RealNode.with(
            "/noise",
            config ->
                config
                    .with("listen", listen)
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

  private Assault assault() throws Exception {
    return gang.assault(node.host().listenAddresses().get(0), honest);
  }

  private void isServed() {
    honest.ping(node.host().id(), 5);
  }

  @Test
  void streams_flood_isRefusedAtTheConnectionsLimit() throws Exception {
    Assault hostile = assault();
    for (int i = 0; i < 3_000; i++) {
      hostile.open(new byte[] {20});
    }
    Until.holds(() -> node.used("inbound streams") > 0);
    assertThat(node.used("inbound streams")).isLessThanOrEqualTo(510);
    isServed();
    Until.holds(() -> node.used("inbound streams") < 10);
    isServed();
  }

  @Test
  void streams_moreThanTheLimitAgainAndAgain_endTheConnection() throws Exception {
    Assault hostile = assault();
    for (int i = 0; i < MANY && hostile.isOpen(); i++) {
      hostile.open(new byte[] {20});
    }
    Until.holds(() -> !hostile.isOpen());
    isServed();
  }

  @Test
  void streams_openedAndResetAtOnce_endTheConnection() throws Exception {
    Assault hostile = assault();
    for (int i = 0; i < MANY && hostile.isOpen(); i++) {
      hostile.openAndReset(new byte[] {1});
      if (i % 2_000 == 0) {
        isServed();
      }
    }
    Until.holds(() -> !hostile.isOpen());
    isServed();
  }

  @Test
  void streams_thatAgreeOnNothing_areResetAtNegotiationMillis() throws Exception {
    Assault hostile = assault();
    for (int i = 0; i < 400; i++) {
      byte[] begun = i % 2 == 0 ? new byte[] {20, 'x'} : Bytes.message("/multistream/1.0.0");
      hostile.open(begun);
    }
    Until.holds(() -> node.used("inbound streams") >= 10);
    isServed();
    Until.holds(() -> node.used("inbound streams") < 10);
    assertThat(hostile.isOpen()).isTrue();
  }

  @Test
  void multistream_4GiBOnAStream_resetsIt() throws Exception {
    Assault hostile = assault();
    hostile.open(new byte[] {-1, -1, -1, -1, 0x0f});
    Until.holds(hostile::isAnswered);
    Until.holds(() -> node.used("inbound streams") < 5);
    isServed();
  }

  /** Each would keep a thread busy if a message were waited for on one. */
  @Test
  void identify_manyHalfMessages_keepNoThreadFromOthers() throws Exception {
    List<Assault> hostile = List.of(assault(), assault(), assault());
    for (int i = 0; i < 450; i++) {
      for (Assault each : hostile) {
        each.open(Bytes.proposal(PUSH), new byte[] {100, 1});
      }
    }
    Until.holds(() -> node.used("inbound streams") >= 3 * 400);
    isServed();
  }

  @Test
  void identify_4GiB_isReset() throws Exception {
    Assault hostile = assault();
    hostile.open(Bytes.proposal(PUSH), new byte[] {-1, -1, -1, -1, 0x0f});
    Until.holds(hostile::isAnswered);
    Until.holds(() -> node.used("inbound streams") < 5);
    isServed();
  }

  /** Asks for as much as can be said, and reads nothing of it. */
  @Test
  void perf_manyStreamsThatReadNothing_keepOthersTheirThreads() throws Exception {
    List<Assault> hostile = List.of(assault(), assault());
    byte[] all = new byte[Long.BYTES];
    Arrays.fill(all, (byte) -1);
    for (Assault each : hostile) {
      each.deaf();
      for (int i = 0; i < 400; i++) {
        each.openAndEnd(Bytes.proposal(RealNode.PERF), all);
      }
    }
    // As many as there is memory for, or all.
    Until.holds(
        () ->
            node.used("inbound streams") >= 2 * 300
                || node.used("memory in bytes") >= 3 * MEMORY_MEBIBYTES * MEBIBYTE / 2);
    for (int i = 0; i < 10; i++) {
      isServed();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    assertBounded(2);
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
