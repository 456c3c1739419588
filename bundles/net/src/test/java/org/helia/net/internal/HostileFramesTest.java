package org.helia.net.internal;

import java.util.Map;
import java.util.stream.Stream;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames of yamux that no honest peer sends, after an honest handshake. */
@ParameterizedClass
@ValueSource(strings = {"/ip4/127.0.0.1/tcp/0", "/ip4/127.0.0.1/tcp/0/ws"})
@ExtendWith(NoLeaks.class)
@Timeout(180)
class HostileFramesTest {
  private static final int WINDOW = 256 * 1_024;

  @Parameter private String listen;
  private final Gang gang = new Gang();
  private RealNode node;
  private RealNode honest;

  @BeforeEach
  void open() throws Exception {
    node = RealNode.with("/noise", config -> config.with("listen", listen), Map.of());
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
    return gang.secured(node.host().listenAddresses().get(0), honest);
  }

  private void isServed() {
    honest.ping(node.host().id(), 5);
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
            config -> config.with("listen", listen),
            Map.of("keepAliveSeconds", 1, "answerWithinSeconds", 1))) {
      HostilePeer hostile = gang.secured(asking.host().listenAddresses().get(0), honest);
      hostile.send(new byte[] {0, 0, 0});
      Until.holds(() -> !hostile.isOpen());
    }
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
}
