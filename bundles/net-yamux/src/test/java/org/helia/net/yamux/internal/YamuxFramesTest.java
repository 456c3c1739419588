package org.helia.net.yamux.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.helia.net.spi.stream.FairBudget;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class YamuxFramesTest {
  @ParameterizedTest
  @FixtureSource("yamux/frames.json")
  void read_recordedHeader_isWrittenAgain(Fixture given) {
    FrameHeader header = FrameHeader.read(Unpooled.wrappedBuffer(given.bytes("header_hex")));

    assertThat(header).isEqualTo(header(given));
    ByteBuf written = Unpooled.buffer();
    header.write(written);
    assertThat(written).isEqualTo(Unpooled.wrappedBuffer(given.bytes("header_hex")));
  }

  private static FrameHeader header(Fixture given) {
    int flags = 0;
    for (String flag : given.texts("flags")) {
      flags |=
          switch (flag) {
            case "SYN" -> FrameHeader.SYN;
            case "ACK" -> FrameHeader.ACK;
            case "FIN" -> FrameHeader.FIN;
            case "RST" -> FrameHeader.RST;
            default -> throw new IllegalArgumentException(flag);
          };
    }
    FrameType type =
        FrameType.valueOf(given.text("type").toUpperCase(Locale.ROOT).replace('-', '_'));
    return new FrameHeader(type, flags, given.number("stream_id"), given.number("length"));
  }

  @ParameterizedTest
  @FixtureSource("yamux/frames-invalid.json")
  void connection_invalidFrame_endsWithAProtocolError(Fixture given) {
    try (RawPeer peer = new RawPeer()) {
      peer.received();
      peer.send(given.bytes("hex"));

      assertThat(peer.received()).containsExactly(FrameHeader.goAway(FrameHeader.PROTOCOL_ERROR));
      assertThat(peer.isConnected()).isFalse();
      assertThat(peer.end().join().orElseThrow()).isInstanceOf(ProtocolViolation.class);
    }
  }

  @Test
  void read_unknownFlags_isRefused() {
    ByteBuf header = Unpooled.wrappedBuffer(new byte[] {0, 0, 0, 16, 0, 0, 0, 1, 0, 0, 0, 0});

    assertThatThrownBy(() -> FrameHeader.read(header))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessageContaining("unknown flags");
  }

  @Test
  void parse_cutAnywhere_givesTheSame() {
    ByteBuf whole = Unpooled.buffer();
    FrameHeader.data(FrameHeader.SYN, 1, 3).write(whole);
    whole.writeBytes(new byte[] {7, 8, 9});
    FrameHeader.ping(FrameHeader.SYN, 5).write(whole);
    for (int cut = 0; cut <= whole.readableBytes(); cut++) {
      Recorder seen = new Recorder();
      FrameParser parser = new FrameParser(seen);
      parser.parse(whole.slice(0, cut));
      parser.parse(whole.slice(cut, whole.readableBytes() - cut));

      assertThat(seen.headers)
          .containsExactly(
              FrameHeader.data(FrameHeader.SYN, 1, 3), FrameHeader.ping(FrameHeader.SYN, 5));
      assertThat(seen.ended).isEqualTo(2);
      assertThat(seen.data).isEqualTo(Unpooled.wrappedBuffer(new byte[] {7, 8, 9}));
    }
  }

  @Test
  void budget_full_isGrantedInTheOrderOfAsking() {
    FairBudget budget = new FairBudget("it", 10);
    assertThat(budget.ask(10)).isEmpty();
    FairBudget.Turn first = budget.ask(6).orElseThrow();
    FairBudget.Turn given = budget.ask(5).orElseThrow();
    FairBudget.Turn third = budget.ask(4).orElseThrow();
    given.cancel();

    budget.release(10);
    assertThat(first.await(Duration.ofSeconds(60))).isTrue();
    assertThat(given.await(Duration.ofSeconds(60))).isFalse();
    assertThat(third.await(Duration.ofSeconds(60))).isTrue();
    assertThat(budget.ask(1)).isPresent();
  }

  @Test
  void budget_aboveItsMark_grantsNothingToWhoWaits() {
    FairBudget budget = new FairBudget("it", 10, 5);
    assertThat(budget.ask(10)).isEmpty();
    FairBudget.Turn turn = budget.ask(1).orElseThrow();

    budget.release(4);
    assertThat(turn.isOver()).isFalse();
    budget.release(1);
    assertThat(turn.isOver()).isTrue();
    assertThat(budget.ask(1)).isEmpty();
  }

  private static final class Recorder implements FrameParser.Sink {
    private final List<FrameHeader> headers = new ArrayList<>();
    private final ByteBuf data = Unpooled.buffer();
    private int ended;

    @Override
    public void begin(FrameHeader header) {
      headers.add(header);
    }

    @Override
    public void data(ByteBuf from, int size) {
      data.writeBytes(from, size);
    }

    @Override
    public void end(FrameHeader header) {
      ended++;
    }
  }
}
