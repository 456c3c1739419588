package org.helia.net.spi.multistream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.helia.api.net.ByteStream;
import org.helia.api.net.HandshakeException;
import org.helia.api.net.NetException;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureFile;
import org.helia.testkit.fixture.FixtureSource;
import org.helia.testkit.net.StreamPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StreamNegotiationTest {
  private static final Supplier<NetException> REFUSED = () -> new NetException("refused");

  private final StreamPair pair = StreamPair.open();

  static Stream<Fixture> exchanges() {
    return FixtureFile.read("multistream-select/messages.json").cases().stream()
        .filter(given -> given.text("kind").equals("exchange"));
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void select_recordedExchange_saysWhatTheInitiatorSays(Fixture given) {
    List<Fixture> steps = given.list("steps");
    CompletableFuture<Optional<String>> selected =
        async(() -> StreamNegotiation.select(pair.left(), proposals(steps)));
    for (Fixture step : steps) {
      if (step.text("from").equals("initiator")) {
        assertThat(read(pair.right(), step.bytes("hex").length)).isEqualTo(step.bytes("hex"));
      } else {
        pair.right().write(ByteBuffer.wrap(step.bytes("hex")));
      }
    }
    assertThat(await(selected)).isEqualTo(agreed(steps));
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void respond_recordedExchange_saysWhatTheResponderSays(Fixture given) {
    List<Fixture> steps = given.list("steps");
    CompletableFuture<Optional<String>> response =
        async(() -> StreamNegotiation.respond(pair.right(), "/yamux/1.0.0"::equals));
    for (Fixture step : steps) {
      if (step.text("from").equals("initiator")) {
        pair.left().write(ByteBuffer.wrap(step.bytes("hex")));
      } else {
        assertThat(read(pair.left(), step.bytes("hex").length)).isEqualTo(step.bytes("hex"));
      }
    }
    pair.left().closeWrite();
    assertThat(await(response)).isEqualTo(agreed(steps));
  }

  private static List<String> proposals(List<Fixture> steps) {
    List<String> proposals = new ArrayList<>();
    for (Fixture step : steps) {
      if (step.text("from").equals("initiator")) {
        proposals.addAll(step.texts("texts"));
      }
    }
    proposals.remove(Message.HEADER);
    return proposals;
  }

  private static Optional<String> agreed(List<Fixture> steps) {
    String last = steps.get(steps.size() - 1).texts("texts").get(0);
    return Optional.of(last).filter(text -> !text.equals(Message.NOT_AVAILABLE));
  }

  @Test
  void respond_simultaneousOpen_staysTheResponder() {
    say(Message.HEADER, "/libp2p/simultaneous-connect", "/noise");

    assertThat(StreamNegotiation.respond(pair.right(), "/noise"::equals)).contains("/noise");
    assertThat(heard()).containsExactly(Message.HEADER, "na", "/noise");
  }

  @Test
  void respond_endlessProposals_givesUp() {
    say(Message.HEADER);
    for (int i = 0; i < Negotiation.MAX_PROPOSALS; i++) {
      say("/nobody/speaks/" + i);
    }
    assertThatThrownBy(() -> StreamNegotiation.respond(pair.right(), "/noise"::equals))
        .isInstanceOf(HandshakeException.class)
        .hasMessageContaining("none of 64 proposals")
        .hasMessageContaining("/nobody/speaks/63");
  }

  @Test
  void respond_somethingElseFirst_isRefused() {
    say("GET / HTTP/1.1\r");

    assertThatThrownBy(() -> StreamNegotiation.respond(pair.right(), name -> true))
        .isInstanceOf(HandshakeException.class)
        .hasMessage("expected /multistream/1.0.0, found \"GET / HTTP/1.1?\"");
  }

  @Test
  void respond_endInsideAMessage_isRefused() {
    byte[] header = Message.encode(List.of(Message.HEADER));
    pair.left().write(ByteBuffer.wrap(header, 0, header.length - 1));
    pair.left().closeWrite();

    assertThatThrownBy(() -> StreamNegotiation.respond(pair.right(), name -> true))
        .isInstanceOf(HandshakeException.class)
        .hasMessageContaining("ended inside");
  }

  @ParameterizedTest
  @FixtureSource("multistream-select/invalid.json")
  void respond_malformed_isRefused(Fixture given) {
    pair.left().write(ByteBuffer.wrap(given.bytes("hex")));

    assertThatThrownBy(() -> StreamNegotiation.respond(pair.right(), name -> true))
        .isInstanceOf(HandshakeException.class);
  }

  @Test
  void select_answerThatWasNotProposed_isRefused() {
    pair.right().write(ByteBuffer.wrap(Message.encode(List.of(Message.HEADER, "/other"))));

    assertThatThrownBy(() -> StreamNegotiation.select(pair.left(), List.of("/a", "/b")))
        .isInstanceOf(HandshakeException.class)
        .hasMessage("proposed /a, and the answer is neither that nor na but \"/other\"");
  }

  @Test
  void select_noProtocols_isRefused() {
    assertThatThrownBy(() -> StreamNegotiation.select(pair.left(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void lazily_firstWrite_goesOutInOnePieceWithTheProposal() {
    ByteStream echo = StreamNegotiation.lazily(pair.left(), "/echo", REFUSED);
    echo.write(bytes("hello"));

    ByteBuffer first = ByteBuffer.allocate(100);
    int size = pair.right().read(first);
    byte[] proposal = Message.encode(List.of(Message.HEADER, "/echo"));
    assertThat(size).isEqualTo(proposal.length + 5);
    assertThat(first.array()).startsWith(proposal).contains("hello".getBytes(UTF_8));
  }

  @Test
  void lazily_agreed_readsWhatFollowsTheAnswer() {
    ByteStream echo = StreamNegotiation.lazily(pair.left(), "/echo", REFUSED);
    echo.write(bytes("hello"));

    assertThat(StreamNegotiation.respond(pair.right(), "/echo"::equals)).contains("/echo");
    assertThat(read(pair.right(), 5)).asString(UTF_8).isEqualTo("hello");
    pair.right().write(bytes("there"));
    assertThat(read(echo, 5)).asString(UTF_8).isEqualTo("there");
  }

  @Test
  void lazily_largeFirstWrite_arrivesWhole() {
    byte[] large = new byte[100_000];
    large[large.length - 1] = 7;
    StreamNegotiation.lazily(pair.left(), "/echo", REFUSED).write(ByteBuffer.wrap(large));

    assertThat(StreamNegotiation.respond(pair.right(), "/echo"::equals)).isPresent();
    assertThat(read(pair.right(), large.length)).isEqualTo(large);
  }

  @Test
  void lazily_refused_failsEachRead() {
    ByteStream echo = StreamNegotiation.lazily(pair.left(), "/echo", REFUSED);
    pair.right().write(ByteBuffer.wrap(Message.encode(List.of(Message.HEADER, "na"))));

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> echo.read(ByteBuffer.allocate(1))).hasMessage("refused");
    }
  }

  @Test
  void lazily_whenReadable_waitsForMoreThanTheAnswer() {
    ByteStream echo = StreamNegotiation.lazily(pair.left(), "/echo", REFUSED);
    CompletableFuture<byte[]> read = new CompletableFuture<>();
    echo.whenReadable(() -> read.complete(read(echo, 5)));

    assertThat(StreamNegotiation.respond(pair.right(), "/echo"::equals)).isPresent();
    pair.right().write(bytes("there"));
    assertThat(await(read)).asString(UTF_8).isEqualTo("there");
  }

  @Test
  void lazily_whenReadableAndRefused_runsTheTask() {
    ByteStream echo = StreamNegotiation.lazily(pair.left(), "/echo", REFUSED);
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    echo.whenReadable(
        () -> {
          try {
            echo.read(ByteBuffer.allocate(1));
          } catch (NetException e) {
            failure.complete(e);
          }
        });
    pair.right().write(ByteBuffer.wrap(Message.encode(List.of(Message.HEADER, "na"))));
    assertThat(await(failure)).hasMessage("refused");
  }

  @Test
  void lazily_closeWriteFirst_stillProposes() {
    StreamNegotiation.lazily(pair.left(), "/echo", REFUSED).closeWrite();

    assertThat(StreamNegotiation.respond(pair.right(), "/echo"::equals)).contains("/echo");
    assertThat(pair.right().read(ByteBuffer.allocate(1))).isEqualTo(-1);
  }

  @Test
  void lazily_closedUnused_isReset() {
    StreamNegotiation.lazily(pair.left(), "/echo", REFUSED).close();

    assertThatThrownBy(() -> StreamNegotiation.respond(pair.right(), "/echo"::equals))
        .isInstanceOf(NetException.class);
  }

  private void say(String... texts) {
    pair.left().write(ByteBuffer.wrap(Message.encode(List.of(texts))));
  }

  private List<String> heard() {
    pair.right().closeWrite();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(1_024);
    while (pair.left().read(buffer.clear()) >= 0) {
      all.write(buffer.array(), 0, buffer.position());
    }
    List<String> texts = new ArrayList<>();
    ByteBuf bytes = Unpooled.wrappedBuffer(all.toByteArray());
    while (bytes.isReadable()) {
      texts.add(Message.read(bytes).orElseThrow());
    }
    return texts;
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  private static byte[] read(ByteStream stream, int size) {
    ByteBuffer buffer = ByteBuffer.allocate(size);
    while (buffer.hasRemaining()) {
      assertThat(stream.read(buffer)).isPositive();
    }
    return buffer.array();
  }

  private static <T> CompletableFuture<T> async(Supplier<T> call) {
    return CompletableFuture.supplyAsync(call, task -> new Thread(task).start());
  }

  private static <T> T await(CompletableFuture<T> future) {
    return future.orTimeout(60, TimeUnit.SECONDS).join();
  }
}
