package org.helia.net.identify.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.helia.api.net.NetException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.protobuf.ProtobufWriter;
import org.helia.platform.DelimitedMessages;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureSource;
import org.helia.testkit.net.StreamPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;

@Timeout(60)
class IdentifyMessageTest {
  private static IdentifyMessage received(byte[]... parts) {
    StreamPair pair = StreamPair.open();
    for (byte[] part : parts) {
      DelimitedMessages.write(pair.left(), part);
    }
    pair.left().closeWrite();
    return IdentifyMessage.read(pair.right());
  }

  @ParameterizedTest
  @FixtureSource("identify/messages.json")
  void read_messageOfJs_hasItsFields(Fixture fixture) {
    StreamPair pair = StreamPair.open();
    pair.left().write(ByteBuffer.wrap(fixture.bytes("framed_hex")));
    pair.left().closeWrite();
    IdentifyMessage message = IdentifyMessage.read(pair.right());
    assertThat(message.publicKey().orElseThrow().toBytes())
        .isEqualTo(fixture.bytes("public_key_hex"));
    assertThat(PeerId.of(message.publicKey().orElseThrow()).toString())
        .isEqualTo(fixture.text("peer_id"));
    assertThat(message.agentVersion()).isEqualTo(fixture.text("agent_version"));
    assertThat(message.protocolVersion()).isEqualTo(fixture.text("protocol_version"));
    assertThat(message.listenAddresses())
        .extracting(Multiaddr::toString)
        .containsExactlyElementsOf(fixture.texts("listen_addrs"));
    assertThat(message.protocols()).containsExactlyInAnyOrderElementsOf(fixture.texts("protocols"));
    assertThat(message.observedAddress().orElseThrow().toString())
        .isEqualTo(fixture.text("observed_addr"));
    assertThat(message.signedRecord().orElseThrow())
        .isEqualTo(fixture.bytes("signed_peer_record_hex"));
  }

  @Test
  void write_messageOverOnePart_comesInTwoAndIsRead() {
    Set<String> protocols = new LinkedHashSet<>();
    for (int i = 0; i < 60; i++) {
      protocols.add("/" + "x".repeat(100) + i);
    }
    byte[] envelope = new byte[4_000];
    IdentifyMessage message =
        new IdentifyMessage(
            Optional.empty(),
            List.of(),
            protocols,
            Optional.empty(),
            "ipfs/0.1.0",
            "agent",
            Optional.of(envelope));
    StreamPair pair = StreamPair.open();
    message.write(pair.left());
    pair.left().closeWrite();
    IdentifyMessage read = IdentifyMessage.read(pair.right());
    assertThat(read.protocols()).isEqualTo(protocols);
    assertThat(read.signedRecord().orElseThrow()).isEqualTo(envelope);
  }

  @Test
  void read_partOverTheLimit_throwsBeforeItIsRead() {
    StreamPair pair = StreamPair.open();
    // 4 GiB announced, nothing sent.
    pair.left().write(ByteBuffer.wrap(new byte[] {-1, -1, -1, -1, 0x0f}));
    assertThatThrownBy(() -> IdentifyMessage.read(pair.right()))
        .isInstanceOf(NetException.class)
        .hasMessageContaining("a message of 4294967295 bytes is over the limit of 8192");
  }

  @Test
  void read_tooManyParts_throws() {
    byte[][] parts = new byte[IdentifyMessage.MAX_PARTS + 1][];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = new ProtobufWriter().text(3, "/p/" + i).toBytes();
    }
    assertThatThrownBy(() -> received(parts)).hasMessageContaining("at most 10 parts");
  }

  @Test
  void read_nothing_throws() {
    assertThatThrownBy(() -> received()).hasMessageContaining("without a message");
  }

  @Test
  void read_flood_isCutToTheLimits() {
    List<byte[]> parts = new ArrayList<>();
    for (int i = 0; i < IdentifyMessage.MAX_PARTS; i++) {
      ProtobufWriter part = new ProtobufWriter();
      for (int j = 0; j < 400; j++) {
        part.text(3, "/p" + i + "/" + j).bytes(2, Multiaddr.parse("/tcp/" + j).toBytes());
      }
      parts.add(part.toBytes());
    }
    IdentifyMessage message = received(parts.toArray(new byte[0][]));
    assertThat(message.protocols()).hasSize(IdentifyMessage.MAX_PROTOCOLS);
    assertThat(message.listenAddresses()).hasSize(IdentifyMessage.MAX_ADDRESSES);
  }

  @Test
  void read_textThatSteersTerminals_isMadeHarmless() {
    IdentifyMessage message =
        received(new ProtobufWriter().text(6, "a\u001b[2J" + "b".repeat(500)).toBytes());
    assertThat(message.agentVersion()).startsWith("a?[2Jb").hasSize(IdentifyMessage.MAX_TEXT);
  }

  @Test
  void read_textThatIsNotUtf8_losesNothingElse() {
    IdentifyMessage message =
        received(
            new ProtobufWriter()
                .bytes(6, new byte[] {'a', (byte) 0xff})
                .bytes(3, new byte[] {'/', (byte) 0xc3})
                .text(3, "/p")
                .toBytes());
    assertThat(message.agentVersion()).isEqualTo("a\ufffd");
    assertThat(message.protocols()).contains("/p");
  }

  @Test
  void read_unknownAddress_isLeftOut() {
    IdentifyMessage message =
        received(new ProtobufWriter().bytes(2, new byte[] {0x7f, 0x7f}).toBytes());
    assertThat(message.listenAddresses()).isEmpty();
  }

  @Test
  void read_noMessage_throws() {
    assertThatThrownBy(() -> received(new byte[] {0x0c}))
        .isInstanceOf(NetException.class)
        .hasMessageContaining("not an identify message");
  }
}
