package org.helia.ipld.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.codec.UnencodableException;
import org.helia.api.ipld.BytesNode;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.api.ipld.StringNode;
import org.helia.ipld.ArbitraryNodes;
import org.helia.ipld.Fixtures;
import org.helia.multiformats.Cid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {
  static Stream<byte[]> malformed() {
    return Stream.concat(
        // What DAG-JSON refuses because of its reserved namespace is plain JSON.
        Fixtures.cases("dag-json/decode-invalid.json")
            .map(c -> c.path("text").asText().getBytes(UTF_8))
            .filter(text -> !new String(text, UTF_8).startsWith("{\"/\"")),
        Fixtures.cases("dag-json/negative-decode-duplicate-keys.json")
            .map(c -> Fixtures.hex(c.path("hex"))));
  }

  static Stream<String> dagJson() {
    return Fixtures.cases("dag-json/decode-and-encode.json").map(c -> c.path("text").asText());
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void decode_malformedFixture_isRefused(byte[] block) {
    assertThatExceptionOfType(MalformedBlockException.class)
        .isThrownBy(() -> Json.decode(block))
        .withMessageMatching("not JSON at byte \\d+: .+");
  }

  @ParameterizedTest
  @MethodSource("dagJson")
  void encode_decodedText_isTheSameForAnotherReader(String text) throws IOException {
    ObjectMapper other = new ObjectMapper();

    JsonNode again = other.readTree(Json.encode(Json.decode(text.getBytes(UTF_8))));

    assertThat(again).isEqualTo(other.readTree(text));
  }

  @Test
  void decode_objectWithSlash_isAMap() {
    assertThat(decode("{\"/\":\"bafkqabiaaebagba\"}"))
        .isEqualTo(MapNode.of("/", new StringNode("bafkqabiaaebagba")));
  }

  @Test
  void encode_keys_keepTheirOrder() {
    assertThat(Json.encode(decode("{ \"b\": 1.0, \"a\": [ 2, null ] }")))
        .asString(UTF_8)
        .isEqualTo("{\"b\":1.0,\"a\":[2,null]}");
  }

  @Test
  void encode_bytesOrLinks_isRefused() {
    Node bytes = ListNode.of(new BytesNode(new byte[1]));
    Node link = MapNode.of("a", new LinkNode(Cid.parse("bafkqabiaaebagba")));

    assertThatExceptionOfType(UnencodableException.class)
        .isThrownBy(() -> Json.encode(bytes))
        .withMessageContaining("bytes");
    assertThatExceptionOfType(UnencodableException.class)
        .isThrownBy(() -> Json.encode(link))
        .withMessageContaining("bafkqabiaaebagba");
  }

  @Property
  void decode_encodedNode_isTheNode(@ForAll("nodes") Node node) {
    byte[] block = Json.encode(node);

    assertThat(Json.decode(block)).isEqualTo(node);
    assertThat(Json.encode(Json.decode(block))).isEqualTo(block);
  }

  @Property
  void decode_anyBytes_isReadOrRefused(@ForAll byte[] block) {
    Node node;
    try {
      node = Json.decode(block);
    } catch (MalformedBlockException expected) {
      assertThat(expected).hasMessageStartingWith("not JSON at byte");
      return;
    }
    assertThat(Json.decode(Json.encode(node))).isEqualTo(node);
  }

  @Provide
  Arbitrary<Node> nodes() {
    Arbitrary<Node> scalars =
        Arbitraries.oneOf(
            ArbitraryNodes.ints(100), ArbitraryNodes.floats(), ArbitraryNodes.texts());
    return ArbitraryNodes.nested(scalars, "", "/", "b", "aa", "ž", "𐅑");
  }

  private static Node decode(String text) {
    return Json.decode(text.getBytes(UTF_8));
  }
}
