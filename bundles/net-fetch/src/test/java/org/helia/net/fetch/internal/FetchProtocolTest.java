package org.helia.net.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.helia.api.net.Fetch;
import org.helia.api.net.FetchSource;
import org.helia.api.net.NetException;
import org.helia.api.net.ProtocolNotSupportedException;
import org.helia.api.net.Stream;
import org.helia.multiformats.peer.PeerId;
import org.helia.testkit.net.MemoryNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FetchProtocolTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final MemoryNetwork network = new MemoryNetwork();
  private final PeerId server = network.host(2).id();
  private final FetchProtocol serving = new FetchProtocol(network.host(2));
  private final Fetch client = new FetchProtocol(network.host(1));

  @BeforeEach
  void connect() {
    network.host(2).speak(FetchProtocol.PROTOCOL_NAME, serving);
    network.connect(1, 2);
  }

  @AfterEach
  void close() {
    network.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void serve(FetchSource source, Object prefix) {
    serving.addSource(source, Map.of(FetchSource.PREFIX, prefix));
  }

  private Optional<String> fetch(String key) {
    return client
        .fetch(server, bytes(key), PATIENCE)
        .map(value -> new String(value, StandardCharsets.UTF_8));
  }

  @Test
  void fetch_ofAKey_goesToTheLongestPrefix() {
    serve((key, asker) -> Optional.of(bytes("short")), "/a/");
    serve((key, asker) -> Optional.of(bytes("long")), new String[] {"/a/b/", "/c/"});
    serve((key, asker) -> Optional.of(bytes("list")), List.of("/d/"));
    assertThat(fetch("/a/x")).contains("short");
    assertThat(fetch("/a/b/x")).contains("long");
    assertThat(fetch("/c/x")).contains("long");
    assertThat(fetch("/d/")).contains("list");
    assertThat(fetch("/a")).isEmpty();
  }

  @Test
  void fetch_sourceKnowsWhoAsks() {
    serve((key, asker) -> Optional.of(bytes(asker.toString())), "/");
    assertThat(fetch("/me")).contains(network.host(1).id().toString());
  }

  @Test
  void fetch_nothingThere_isEmpty_emptyValueIsNot() {
    serve((key, asker) -> Optional.empty(), "/none/");
    serve((key, asker) -> Optional.of(new byte[0]), "/empty/");
    assertThat(fetch("/none/x")).isEmpty();
    assertThat(fetch("/empty/x")).contains("");
  }

  @Test
  void fetch_sourceGone_isNotAsked() {
    FetchSource source = (key, asker) -> Optional.of(bytes("here"));
    serve(source, "/");
    assertThat(fetch("/x")).contains("here");
    serving.removeSource(source);
    assertThat(fetch("/x")).isEmpty();
  }

  @Test
  void fetch_sourceFails_saysSo() {
    serve(
        (key, asker) -> {
          throw new IllegalStateException("broken");
        },
        "/");
    assertThatThrownBy(() -> fetch("/x"))
        .isInstanceOf(NetException.class)
        .hasMessageContaining("could not look the key up; its status is 2");
  }

  @Test
  void fetch_largestValueAndKey_comeThrough_largerDoNot() {
    serve((key, asker) -> Optional.of(new byte[Fetch.MAX_VALUE_BYTES]), "/large");
    serve((key, asker) -> Optional.of(new byte[Fetch.MAX_VALUE_BYTES + 1]), "/larger");
    assertThat(client.fetch(server, bytes("/large"), PATIENCE).orElseThrow())
        .hasSize(Fetch.MAX_VALUE_BYTES);
    assertThatThrownBy(() -> fetch("/larger")).isInstanceOf(NetException.class);
    serve((key, asker) -> Optional.of(key), "k");
    assertThat(fetch("k".repeat(Fetch.MAX_KEY_BYTES))).isPresent();
    assertThatThrownBy(() -> fetch("k".repeat(Fetch.MAX_KEY_BYTES + 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fetch_peerWithoutTheProtocol_isAnError() {
    network.host(2).unlearn(FetchProtocol.PROTOCOL_NAME);
    assertThatThrownBy(() -> fetch("/x")).isInstanceOf(ProtocolNotSupportedException.class);
  }

  private byte[] exchange(String hex) {
    Stream stream = network.connect(1, 2).open(FetchProtocol.PROTOCOL_NAME);
    stream.write(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    stream.closeWrite();
    ByteBuffer answer = ByteBuffer.allocate(100);
    while (stream.read(answer) >= 0) {
      assertThat(answer.hasRemaining()).isTrue();
    }
    byte[] read = new byte[answer.position()];
    answer.flip().get(read);
    return read;
  }

  /** As the specification's protobufs and js-libp2p's framing have it. */
  @Test
  void answer_bytes_areThoseOfTheSpecification() {
    serve((key, asker) -> Optional.of(bytes("hello")), "/a/");
    // length 6, field 1 (identifier) of 4 bytes: "/a/x"
    String request = "060a04" + "2f612f78";
    // length 9, field 1 (status) 0, field 2 (data) of 5 bytes: "hello"
    assertThat(exchange(request)).asHexString().isEqualToIgnoringCase("090800120568656c6c6f");
    // "/b/x" is not there: length 2, status 1
    assertThat(exchange("060a04" + "2f622f78")).asHexString().isEqualToIgnoringCase("020801");
  }

  @Test
  void request_hostile_isCutOff() {
    for (String hex :
        List.of(
            "00", // without a key
            "ffffffff0f", // 4 GiB
            "c508", // longer than a request can be
            "060a7f2f612f78", // a key that is longer than its message
            "0a0a04" // cut off
            )) {
      assertThatThrownBy(() -> exchange(hex)).as(hex).isInstanceOf(NetException.class);
    }
  }

  @Test
  void response_hostile_isAnError() {
    for (String hex : List.of("ffffffff0f", "020807", "0212ff", "")) {
      network
          .host(2)
          .speak(
              FetchProtocol.PROTOCOL_NAME,
              stream -> stream.write(ByteBuffer.wrap(HexFormat.of().parseHex(hex))));
      assertThatThrownBy(() -> fetch("/x")).as(hex).isInstanceOf(NetException.class);
    }
  }

  @Test
  void response_defaultsAndLaterFields_areRead() {
    // Without a status it is OK; field 3 is skipped.
    assertThat(FetchMessages.value(HexFormat.of().parseHex("1201411a0142"))).contains(bytes("A"));
    assertThat(FetchMessages.value(HexFormat.of().parseHex("0801120141"))).isEmpty();
  }
}
