package org.helia.net.spi.multistream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.stream.Stream;
import org.helia.api.net.HandshakeException;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureFile;
import org.helia.testkit.fixture.FixtureSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageTest {
  static Stream<Fixture> messages() {
    return FixtureFile.read("multistream-select/messages.json").cases().stream()
        .filter(given -> given.text("kind").equals("message"));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void encode_text_givesTheBytesOnTheWire(Fixture given) {
    assertThat(Message.encode(List.of(given.text("text")))).isEqualTo(given.bytes("hex"));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void read_wholeMessage_givesItsText(Fixture given) {
    ByteBuf bytes = Unpooled.wrappedBuffer(given.bytes("hex"), new byte[] {1});

    assertThat(Message.read(bytes)).contains(given.text("text"));
    assertThat(bytes.readableBytes()).isOne();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void read_anyBeginning_waitsForTheRest(Fixture given) {
    byte[] whole = given.bytes("hex");
    for (int size = 0; size < whole.length; size++) {
      ByteBuf beginning = Unpooled.wrappedBuffer(whole, 0, size);

      assertThat(Message.read(beginning)).isEmpty();
      assertThat(beginning.readableBytes()).isEqualTo(size);
    }
  }

  @ParameterizedTest
  @FixtureSource("multistream-select/invalid.json")
  void read_malformed_isRefused(Fixture given) {
    assertThatThrownBy(() -> Message.read(Unpooled.wrappedBuffer(given.bytes("hex"))))
        .isInstanceOf(HandshakeException.class)
        .hasMessageContaining("multistream message");
  }

  @Test
  void read_noText_isRefused() {
    assertThatThrownBy(() -> Message.read(Unpooled.wrappedBuffer(new byte[] {0})))
        .isInstanceOf(HandshakeException.class);
  }

  @Test
  void read_lengthNotInItsShortestForm_isRefused() {
    ByteBuf na = Unpooled.wrappedBuffer(new byte[] {(byte) 0x83, 0, 'n', 'a', '\n'});

    assertThatThrownBy(() -> Message.read(na))
        .isInstanceOf(HandshakeException.class)
        .hasMessageContaining("shortest form");
  }

  @Test
  void read_oneByteTooLong_isRefusedBeforeItComes() {
    ByteBuf length = Unpooled.wrappedBuffer(new byte[] {(byte) 0x81, 0x08});

    assertThatThrownBy(() -> Message.read(length))
        .isInstanceOf(HandshakeException.class)
        .hasMessageContaining("1,024 bytes");
  }

  @Test
  void encode_longestName_isReadAgain() {
    String name = "/" + "x".repeat(Message.MAX_SIZE - 2);

    assertThat(Message.read(Unpooled.wrappedBuffer(Message.encode(List.of(name))))).contains(name);
  }

  @Test
  void encode_nameThatCannotBeSent_isRefused() {
    assertThatThrownBy(() -> Message.encode(List.of("x".repeat(Message.MAX_SIZE))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Message.encode(List.of("two\nlines")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two?lines");
  }
}
