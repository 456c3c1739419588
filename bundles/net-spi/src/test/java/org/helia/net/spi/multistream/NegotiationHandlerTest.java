package org.helia.net.spi.multistream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.helia.api.net.HandshakeException;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NegotiationHandlerTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final NegotiationHandler responder =
      NegotiationHandler.responder("/yamux/1.0.0"::equals, TIMEOUT);

  static Stream<Fixture> exchanges() {
    return StreamNegotiationTest.exchanges();
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void responder_recordedExchange_saysWhatTheResponderSays(Fixture given) {
    EmbeddedChannel channel = new EmbeddedChannel(responder);
    for (Fixture step : given.list("steps")) {
      if (step.text("from").equals("initiator")) {
        channel.writeInbound(Unpooled.wrappedBuffer(step.bytes("hex")));
      } else {
        assertThat(written(channel)).isEqualTo(step.bytes("hex"));
      }
    }
    channel.finishAndReleaseAll();
  }

  @Test
  void responder_bytesAfterTheAgreement_reachWhoWasAddedByTheListener() {
    EmbeddedChannel channel = new EmbeddedChannel(responder);
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    responder.agreed().thenAccept(name -> channel.pipeline().addLast(new Collector(read)));
    byte[] proposal = Message.encode(List.of(Message.HEADER, "/yamux/1.0.0"));

    channel.writeInbound(Unpooled.wrappedBuffer(proposal, new byte[] {1, 2, 3}));

    assertThat(responder.agreed()).isCompletedWithValue(Optional.of("/yamux/1.0.0"));
    assertThat(read.toByteArray()).containsExactly(1, 2, 3);
    assertThat(channel.pipeline().get(NegotiationHandler.class)).isNull();
    channel.finishAndReleaseAll();
  }

  @Test
  void initiator_answerInSingleBytes_agrees() {
    NegotiationHandler initiator =
        NegotiationHandler.initiator(List.of("/noise", "/tls/1.0.0"), TIMEOUT);
    EmbeddedChannel channel = new EmbeddedChannel(initiator);
    assertThat(written(channel)).isEqualTo(Message.encode(List.of(Message.HEADER, "/noise")));

    for (byte next : Message.encode(List.of(Message.HEADER, "na", "/tls/1.0.0"))) {
      assertThat(initiator.agreed()).isNotDone();
      channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {next}));
    }
    assertThat(initiator.agreed()).isCompletedWithValue(Optional.of("/tls/1.0.0"));
    assertThat(written(channel)).isEqualTo(Message.encode(List.of("/tls/1.0.0")));
    channel.finishAndReleaseAll();
  }

  @Test
  void initiator_nothingInCommon_isEmpty() {
    NegotiationHandler initiator = NegotiationHandler.initiator(List.of("/noise"), TIMEOUT);
    EmbeddedChannel channel = new EmbeddedChannel(initiator);

    channel.writeInbound(
        Unpooled.wrappedBuffer(Message.encode(List.of(Message.HEADER, Message.NOT_AVAILABLE))));

    assertThat(initiator.agreed()).isCompletedWithValue(Optional.empty());
    channel.finishAndReleaseAll();
  }

  @ParameterizedTest
  @FixtureSource("multistream-select/invalid.json")
  void responder_malformed_fails(Fixture given) {
    EmbeddedChannel channel = new EmbeddedChannel(responder);

    channel.writeInbound(Unpooled.wrappedBuffer(given.bytes("hex")));

    assertFails(responder.agreed(), "multistream message");
    channel.finishAndReleaseAll();
  }

  @Test
  void responder_silence_failsAtTheDeadline() {
    EmbeddedChannel channel = new EmbeddedChannel(responder);
    channel.freezeTime();

    channel.advanceTimeBy(
        TIMEOUT.toMillis() / 2, TimeUnit.MILLISECONDS); // Real time passed before.
    channel.runScheduledPendingTasks();
    assertThat(responder.agreed()).isNotDone();
    channel.advanceTimeBy(TIMEOUT.toMillis() + 1, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();

    assertFails(responder.agreed(), "no protocol was agreed on in 10,000 ms");
    channel.finishAndReleaseAll();
  }

  @Test
  void responder_hangUp_fails() {
    EmbeddedChannel channel = new EmbeddedChannel(responder);

    channel.close();

    assertFails(responder.agreed(), "hung up");
  }

  private static void assertFails(CompletableFuture<?> future, String message) {
    assertThatThrownBy(future::join)
        .hasCauseInstanceOf(HandshakeException.class)
        .hasMessageContaining(message);
  }

  private static byte[] written(EmbeddedChannel channel) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      copy(next, all);
    }
    return all.toByteArray();
  }

  private static void copy(ByteBuf bytes, ByteArrayOutputStream to) {
    byte[] array = new byte[bytes.readableBytes()];
    bytes.readBytes(array).release();
    to.writeBytes(array);
  }

  private static final class Collector extends ChannelInboundHandlerAdapter {
    private final ByteArrayOutputStream read;

    Collector(ByteArrayOutputStream read) {
      this.read = read;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      copy((ByteBuf) message, read);
    }
  }
}
