package org.helia.net.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.helia.api.net.DialOptions;
import org.helia.api.net.PeerAddresses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Much data that nobody reads, over TCP: with the leak detector at paranoid, the masks of
 * WebSockets and the packets of QUIC would take minutes. {@link UnderAttackTest} does it without.
 */
@ExtendWith(NoLeaks.class)
@Timeout(180)
class HostilePingsTest {
  private static final int WINDOW = 256 * 1_024;
  private static final long MEBIBYTE = 1_024 * 1_024;
  private static final int MEMORY_MEBIBYTES = 8;

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

  /** Fills the window of each stream with pings, and reads no answer. */
  @Test
  void pings_floodThatReadsNothing_staysWithinTheMemoryLimit() throws Exception {
    List<Assault> hostile = new ArrayList<>();
    byte[] head = Bytes.proposal(RealNode.PING);
    byte[] pings = new byte[WINDOW - head.length];
    for (int i = 0; i < 2; i++) {
      hostile.add(assault().deaf());
    }
    for (int i = 0; i < 500 && refused("memory in bytes") == 0; i++) {
      for (Assault each : hostile) {
        each.open(head, pings);
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
