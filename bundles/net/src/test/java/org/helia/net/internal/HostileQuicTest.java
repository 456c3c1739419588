package org.helia.net.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.helia.api.net.DialOptions;
import org.helia.api.net.PeerAddresses;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.net.spi.IpEndpoint;
import org.helia.testkit.concurrent.Until;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Hostile diallers over QUIC, from the first datagram to the end of the handshake.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9000#section-21">RFC 9000, security
 *     considerations</a>
 */
@ExtendWith(NoLeaks.class)
@Timeout(600)
class HostileQuicTest {
  private static final String QUIC = "/ip4/127.0.0.1/udp/0/quic-v1";
  private static final long MEBIBYTE = 1_024 * 1_024;

  /** How many connections a flood has, and how many of them a dialler has the descriptors for. */
  private static final int FLOOD = Integer.getInteger("helia.abuse.connections", 500);

  private static final int AT_ONCE = 300;
  private static final String MEMORY = "memory in bytes";
  private static final int MEMORY_MEBIBYTES = 16;
  private static final int HANDSHAKES = 64;

  private final Gang gang = new Gang();
  private final List<AutoCloseable> closing = new ArrayList<>(List.of(gang));
  private RealNode honest;

  @BeforeEach
  void open() throws Exception {
    honest = new RealNode("/noise");
    closing.add(honest);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : closing) {
      each.close();
    }
  }

  private RealNode node(UnaryOperator<ConfigMap> changes) throws Exception {
    RealNode node =
        RealNode.with("/noise", config -> changes.apply(config.with("listen", QUIC)), Map.of());
    closing.add(node);
    return node;
  }

  private static Multiaddr address(RealNode node) {
    return node.host().listenAddresses().get(0);
  }

  private void connect(RealNode node) {
    honest
        .host()
        .connect(
            new PeerAddresses(node.host().id(), node.host().listenAddresses()),
            DialOptions.DEFAULTS);
  }

  @Test
  void handshakes_begunAndLeft_areCutOffAtHandshakeMillis() throws Exception {
    RealNode node = node(config -> config.with("handshakeMillis", 700L));
    try (SilentQuic silent = gang.silentQuic(address(node))) {
      Until.holds(() -> node.used("inbound handshakes") == 1);
      Until.holds(() -> node.used("inbound handshakes") == 0);
      Until.holds(() -> node.used("inbound connections") == 0);
    }
  }

  @Test
  void connections_flood_isRefusedAtTheHandshakesAndHonestPeersAreServed() throws Exception {
    RealNode node =
        node(
            config ->
                config.with("handshakeMillis", 3_000L).with("maxInboundHandshakes", HANDSHAKES));
    connect(node);
    Until.holds(() -> node.used("inbound handshakes") == 0);
    Deque<SilentQuic> open = new ArrayDeque<>();
    long most = 0;
    for (int i = 0; i < FLOOD || node.usage("inbound handshakes").refused() == 0; i++) {
      open.add(gang.silentQuic(address(node)));
      if (open.size() == AT_ONCE) {
        open.remove().close();
      }
      if (i % 50 == 0) {
        honest.ping(node.host().id(), 1);
        most = Math.max(most, PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory());
      }
      assertThat(node.used("inbound handshakes")).isLessThanOrEqualTo(HANDSHAKES);
    }
    open.forEach(SilentQuic::close);
    Until.holds(() -> node.used("inbound handshakes") == 0);
    Until.holds(() -> node.used("inbound connections") == 1);
    honest.ping(node.host().id(), 10);
    assertThat(most).isLessThan(64 * MEBIBYTE);
    System.out.printf(
        "QUIC: %,d dialled, %,d refused, %d MiB of direct memory%n",
        FLOOD, node.usage("inbound handshakes").refused(), most / MEBIBYTE);
  }

  /** A dialler that has not shown its address costs nothing, whatever it sends. */
  @Test
  void datagrams_thatAreNoHandshake_keepNothing() throws Exception {
    RealNode node = node(UnaryOperator.identity());
    connect(node);
    InetSocketAddress to = IpEndpoint.of(address(node)).orElseThrow().socket();
    SplittableRandom random = new SplittableRandom(1);
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 5_000; i++) {
        byte[] bytes = new byte[random.nextInt(1_400) + 1];
        random.nextBytes(bytes);
        if (i % 2 == 0) {
          initial(bytes, i % 4 == 0 ? 1 : random.nextInt());
        }
        socket.send(new DatagramPacket(bytes, bytes.length, to));
        if (i % 100 == 0) {
          honest.ping(node.host().id(), 1);
        }
      }
    }
    honest.ping(node.host().id(), 10);
    assertThat(node.used("inbound handshakes")).isZero();
    assertThat(node.used("inbound connections")).isEqualTo(1);
  }

  /** The head of a packet with which a connection begins, as far as there is room for it. */
  private static void initial(byte[] bytes, int version) {
    if (bytes.length > 6) {
      bytes[0] = (byte) 0xc3;
      bytes[1] = (byte) (version >> 24);
      bytes[2] = (byte) (version >> 16);
      bytes[3] = (byte) (version >> 8);
      bytes[4] = (byte) version;
      bytes[5] = 8;
    }
  }

  @Test
  void connections_fromOneAddress_areRefusedAtItsRate() throws Exception {
    RealNode node =
        node(
            config ->
                config
                    .with("inboundRateOnLoopback", true)
                    .with("inboundConnectionsPerSecondPerAddress", 1));
    List<SilentQuic> open = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      open.add(gang.silentQuic(address(node)));
    }
    Until.holds(() -> rateRefused(node) > 0);
    assertThat(node.used("inbound connections")).isLessThan(10);
    open.forEach(SilentQuic::close);
  }

  /**
   * The node stops to read a stream whose answers nobody reads; the library goes on for a while.
   */
  @Test
  void pings_muchMoreThanIsRead_isResetAtTheMemoryLimit() throws Exception {
    RealNode node = node(config -> config.with("memoryMebibytes", MEMORY_MEBIBYTES));
    connect(node);
    byte[] pings = new byte[3 * (int) MEBIBYTE];
    List<Assault> hostile = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      hostile.add(gang.assault(address(node), honest).deaf());
    }
    for (int i = 0; i < 50 && node.usage(MEMORY).refused() == 0; i++) {
      for (Assault each : hostile) {
        each.open(Bytes.proposal(RealNode.PING), pings);
      }
      assertThat(node.used(MEMORY)).isLessThanOrEqualTo(MEMORY_MEBIBYTES * MEBIBYTE);
      honest.ping(node.host().id(), 1);
    }
    Until.holds(() -> node.usage(MEMORY).refused() > 0);
    honest.ping(node.host().id(), 10);
  }

  private static long rateRefused(RealNode node) {
    return node.host().resources().stream()
        .filter(each -> each.resource().contains("per second"))
        .mapToLong(each -> each.refused())
        .sum();
  }
}
