package org.helia.itests.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.helia.api.net.DialOptions;
import org.helia.api.net.Fetch;
import org.helia.api.net.NetException;
import org.helia.net.internal.RealNode;
import org.helia.testkit.peer.RemotePeer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** This node and js-libp2p's {@code @libp2p/fetch} ask one another for the values of keys. */
@EnabledIfSystemProperty(named = RemotePeer.HELIA, matches = ".+")
@Timeout(120)
class HeliaFetchTest {
  private static final String PREFIX = "/helia-itest/";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static RemotePeer remote;
  private RealNode node;
  private Fetch fetch;

  @BeforeAll
  static void startPeer() {
    remote = RemotePeer.start(RemotePeer.HELIA);
  }

  @AfterAll
  static void stopPeer() {
    remote.close();
  }

  @AfterEach
  void close() {
    node.close();
  }

  static Stream<Way> ways() {
    return Way.over("tcp", "ws");
  }

  private void connect(Way way) throws ReflectiveOperationException {
    node = new RealNode(way.security(), way.early(), way.listen());
    fetch = node.speakFetch(PREFIX, (key, asker) -> value(new String(key, UTF_8)));
    node.host().connect(remote.at(way.ending()), DialOptions.DEFAULTS);
    // Who dials is ready first; the peer knows of the connection when it answers.
    node.ping(remote.id(), 1);
  }

  /** The same as helia.mjs has it: a key says how many bytes of itself its value has. */
  private static Optional<byte[]> value(String key) {
    String last = key.substring(key.lastIndexOf('/') + 1);
    return switch (last) {
      case "failing" -> throw new IllegalStateException("this key fails");
      case "none" -> Optional.empty();
      default -> Optional.of(repeated(key, Integer.parseInt(last)));
    };
  }

  private static byte[] repeated(String key, int size) {
    byte[] bytes = key.getBytes(UTF_8);
    byte[] value = new byte[size];
    for (int i = 0; i < size; i++) {
      value[i] = bytes[i % bytes.length];
    }
    return value;
  }

  @ParameterizedTest
  @MethodSource("ways")
  void fetch_fromPeer_isWhatThePeerHas(Way way) throws Exception {
    connect(way);
    for (int size : new int[] {0, 1, 70_000, Fetch.MAX_VALUE_BYTES}) {
      assertThat(fetched(PREFIX + size)).as("%,d bytes", size).contains(value(PREFIX + size).get());
    }
    assertThat(fetched(PREFIX + "none")).isEmpty();
    assertThatThrownBy(() -> fetched(PREFIX + "failing"))
        .isInstanceOf(NetException.class)
        .hasMessageContaining("could not look the key up");
    assertThatThrownBy(() -> fetched("/of-nobody/1")).isInstanceOf(NetException.class);
  }

  private Optional<byte[]> fetched(String key) {
    return fetch.fetch(remote.id(), key.getBytes(UTF_8), PATIENCE);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void fetch_byPeer_isWhatThisNodeHas(Way way) throws Exception {
    connect(way);
    for (int size : new int[] {0, 1, 70_000, Fetch.MAX_VALUE_BYTES}) {
      byte[] got = Base64.getDecoder().decode(fetchedByPeer(PREFIX + size).asText());
      assertThat(Arrays.equals(got, value(PREFIX + size).get())).as("%,d bytes", size).isTrue();
    }
    assertThat(fetchedByPeer(PREFIX + "none").isNull()).isTrue();
    assertThat(fetchedByPeer("/of-nobody/1").isNull()).isTrue();
    assertThatThrownBy(() -> fetchedByPeer(PREFIX + "failing"))
        .hasMessageContaining("Error in fetch protocol response");
  }

  private JsonNode fetchedByPeer(String key) {
    return remote.call("fetch", Map.of("peer", node.host().id().toString(), "key", key));
  }
}
