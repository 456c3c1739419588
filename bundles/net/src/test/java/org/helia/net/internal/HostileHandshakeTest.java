package org.helia.net.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
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
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.multiaddr.Protocol;
import org.helia.testkit.concurrent.Until;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that no honest peer sends, from the first one to the end of the handshake. */
@ExtendWith(NoLeaks.class)
@Timeout(180)
class HostileHandshakeTest {
  private static final String NOISE = "/noise";
  private static final String TLS = "/tls/1.0.0";
  private static final String WS_UPGRADE =
      "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
  private static final byte[] FOUR_GIB = {-1, -1, -1, -1, 0x0f};

  /** How many connections a flood has. */
  private static final int FLOOD = Integer.getInteger("helia.abuse.connections", 500);

  private final Gang gang = new Gang();
  private final List<AutoCloseable> closing = new ArrayList<>(List.of(gang));

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : closing) {
      each.close();
    }
  }

  private RealNode node(String security, UnaryOperator<ConfigMap> changes) throws Exception {
    RealNode node =
        RealNode.with(
            security,
            config ->
                changes.apply(
                    config.with(
                        "listen",
                        new String[] {"/ip4/127.0.0.1/tcp/0", "/ip4/127.0.0.1/tcp/0/ws"})),
            Map.of());
    closing.add(node);
    return node;
  }

  private static Multiaddr address(RealNode node, boolean ws) {
    return node.host().listenAddresses().stream()
        .filter(each -> each.has(Protocol.WS) == ws)
        .findFirst()
        .orElseThrow();
  }

  private static Arguments bytes(String what, String security, boolean ws, byte[]... parts) {
    return Arguments.of(what, security, ws, parts);
  }

  private static byte[] unknownProposals(int count) {
    byte[] all = Bytes.message("/multistream/1.0.0");
    for (int i = 0; i < count; i++) {
      all = Bytes.join(all, Bytes.message("/x/" + i));
    }
    return all;
  }

  static Stream<Arguments> cutOff() {
    byte[] noise = Bytes.proposal(NOISE);
    byte[] tls = Bytes.proposal(TLS);
    byte[] upgrade = WS_UPGRADE.getBytes(US_ASCII);
    return Stream.of(
        bytes("HTTP on TCP", NOISE, false, "GET / HTTP/1.1\r\n".repeat(10).getBytes(US_ASCII)),
        bytes("4 GiB of multistream", NOISE, false, FOUR_GIB),
        bytes("another multistream", NOISE, false, Bytes.message("/multistream/9.9.9")),
        bytes("message without end of line", NOISE, false, new byte[] {2, 'a', 'b'}),
        bytes("64 unknown proposals", NOISE, false, unknownProposals(64)),
        bytes("64 KiB in a Noise handshake", NOISE, false, noise, new byte[] {-1, -1}),
        bytes("short Noise message", NOISE, false, noise, new byte[] {0, 1, 0}),
        bytes("Noise that is none", NOISE, false, noise, noiseOf(32), noiseOf(64)),
        bytes("Noise of zeros", NOISE, false, noise, new byte[34], new byte[66]),
        bytes("TLS that is none", TLS, false, tls, new byte[100]),
        bytes("64 KiB of HTTP", NOISE, true, http(64 * 1_024)),
        bytes("no HTTP", NOISE, true, new byte[16 * 1_024]),
        bytes(
            "HTTP that is no WebSocket", NOISE, true, "GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII)),
        bytes("4 GiB of WebSocket", NOISE, true, upgrade, webSocket(0x82, 1L << 32)),
        bytes("text on WebSocket", NOISE, true, upgrade, webSocket(0x81, 0)),
        bytes("unmasked WebSocket", NOISE, true, upgrade, new byte[] {(byte) 0x82, 1, 0}));
  }

  private static byte[] http(int size) {
    return ("GET / HTTP/1.1\r\nX: " + "x".repeat(size)).getBytes(US_ASCII);
  }

  private static byte[] noiseOf(int size) {
    byte[] message = new byte[2 + size];
    Arrays.fill(message, (byte) 7);
    message[0] = 0;
    message[1] = (byte) size;
    return message;
  }

  private static byte[] webSocket(int first, long length) {
    byte[] frame = new byte[14];
    frame[0] = (byte) first;
    if (length == 0) {
      frame[1] = (byte) 0x80;
      return Arrays.copyOf(frame, 6);
    }
    frame[1] = (byte) 0xff;
    ByteBuffer.wrap(frame).putLong(2, length);
    return frame;
  }

  /** What comes after the upgrade to WebSockets waits for the answer. */
  private HostilePeer send(RealNode node, boolean ws, byte[]... parts) throws Exception {
    HostilePeer hostile = gang.connect(address(node, ws));
    if (ws && parts.length > 1) {
      hostile.send(parts[0]);
      Until.holds(() -> hostile.received() > 0);
      return hostile.send(Bytes.join(Arrays.copyOfRange(parts, 1, parts.length)));
    }
    return hostile.send(Bytes.join(parts));
  }

  /** The handshake may take ten minutes here, so it is the bytes that end the connection. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cutOff")
  void handshake_badBytes_areCutOff(String what, String security, boolean ws, byte[]... parts)
      throws Exception {
    RealNode node = node(security, config -> config.with("handshakeMillis", 600_000L));
    HostilePeer hostile = send(node, ws, parts);
    Until.holds(() -> !hostile.isOpen());
    Until.holds(() -> node.used("inbound connections") == 0);
    assertThat(node.used("inbound handshakes")).isZero();
  }

  static Stream<Arguments> slow() {
    byte[] noise = Bytes.proposal(NOISE);
    byte[] tls = Bytes.proposal(TLS);
    byte[] upgrade = WS_UPGRADE.getBytes(US_ASCII);
    return Stream.of(
        bytes("nothing", NOISE, false),
        bytes("half a multistream message", NOISE, false, new byte[] {(byte) 0x80, 4}),
        bytes("no proposal", NOISE, false, Bytes.message("/multistream/1.0.0")),
        bytes("no Noise", NOISE, false, noise),
        bytes("half a Noise message", NOISE, false, noise, new byte[] {0x3f, -1}),
        bytes("half a handshake", NOISE, false, noise, noiseOf(32), new byte[] {0x3f, -1}),
        bytes("no TLS", TLS, false, tls),
        bytes(
            "half a TLS record", TLS, false, tls, new byte[] {22, 3, 1, 0x3f, -1, 1, 0, 0x3f, -7}),
        bytes("half of 64 KiB of TLS", TLS, false, tls, new byte[] {22, 3, 1, -1, -1, 0, 0, 0, 0}),
        bytes("no HTTP", NOISE, true),
        bytes("half of HTTP", NOISE, true, "GET / HTTP/1.1\r\nX: ".getBytes(US_ASCII)),
        bytes("nothing over WebSocket", NOISE, true, upgrade),
        bytes("half a WebSocket frame", NOISE, true, upgrade, webSocket(0x82, 60_000)));
  }

  /** Sends one byte more from time to time, so that no single read waits for long. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("slow")
  void handshake_drippingBytes_isCutOffAtHandshakeMillis(
      String what, String security, boolean ws, byte[]... parts) throws Exception {
    RealNode node = node(security, config -> config.with("handshakeMillis", 700L));
    HostilePeer hostile = send(node, ws, parts);
    boolean drips = !what.startsWith("no");
    while (hostile.isOpen()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      if (drips) {
        hostile.send(new byte[] {'x'});
      }
    }
    Until.holds(() -> node.used("inbound connections") == 0);
    assertThat(node.used("inbound handshakes")).isZero();
  }

  @Test
  void handshake_noMuxerIsAgreedOn_isCutOffAtHandshakeMillis() throws Exception {
    RealNode node = node(NOISE, config -> config.with("handshakeMillis", 700L));
    HostilePeer hostile = gang.connect(address(node, false));
    hostile.secure(node.secureChannel(), node.newKey(), List.of());
    Until.holds(() -> !hostile.isOpen());
    Until.holds(() -> node.used("inbound connections") == 0);
  }

  @ParameterizedTest(name = "over WebSockets: {0}")
  @ValueSource(booleans = {false, true})
  void connections_flood_isRefusedAtTheHandshakesAndHonestPeersAreServed(boolean ws)
      throws Exception {
    RealNode node =
        node(
            NOISE,
            config -> config.with("handshakeMillis", 3_000L).with("maxInboundHandshakes", 64));
    RealNode honest = node(NOISE, UnaryOperator.identity());
    honest
        .host()
        .connect(
            new PeerAddresses(node.host().id(), node.host().listenAddresses()),
            DialOptions.DEFAULTS);
    Until.holds(() -> node.used("inbound handshakes") == 0);
    for (int i = 0; i < FLOOD; i++) {
      gang.connect(address(node, ws));
      if (i % 50 == 0) {
        honest.ping(node.host().id(), 1);
      }
      assertThat(node.used("inbound handshakes")).isLessThanOrEqualTo(64);
    }
    assertThat(node.usage("inbound handshakes").refused()).isPositive();
    Until.holds(() -> node.used("inbound handshakes") == 0);
    Until.holds(() -> node.used("inbound connections") == 1);
    honest.ping(node.host().id(), 10);
  }

  @Test
  void connections_fromOneAddress_areRefusedAtItsRate() throws Exception {
    RealNode node =
        node(
            NOISE,
            config ->
                config
                    .with("inboundRateOnLoopback", true)
                    .with("inboundConnectionsPerSecondPerAddress", 1));
    List<HostilePeer> peers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      peers.add(gang.connect(address(node, false)));
    }
    Until.holds(() -> peers.stream().filter(HostilePeer::isOpen).count() < 10);
    assertThat(node.used("inbound connections")).isLessThan(10);
  }

  @Test
  void connections_ofADeniedNetwork_areClosedUnread() throws Exception {
    RealNode node = node(NOISE, config -> config.with("deny", "127.0.0.0/8"));
    HostilePeer peer = gang.connect(address(node, false)).send(Bytes.proposal(NOISE));
    Until.holds(() -> !peer.isOpen());
    assertThat(peer.received()).isZero();
  }
}
