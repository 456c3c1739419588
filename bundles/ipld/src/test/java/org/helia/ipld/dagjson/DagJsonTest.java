package org.helia.ipld.dagjson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.codec.UnencodableException;
import org.helia.api.ipld.BytesNode;
import org.helia.api.ipld.FloatNode;
import org.helia.api.ipld.IntNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.api.ipld.StringNode;
import org.helia.ipld.ArbitraryNodes;
import org.helia.ipld.DagJsonForm;
import org.helia.ipld.Fixtures;
import org.helia.ipld.dagcbor.DagCbor;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DagJsonTest {
  private static final String CID = "bafkqabiaaebagba";

  static Stream<JsonNode> crossCodec() {
    return Stream.of("codec-fixtures.json", "generated.json")
        .flatMap(file -> Fixtures.cases("cross-codec/" + file))
        .map(c -> c.path("forms"))
        .filter(forms -> forms.has("dag-json"));
  }

  static Stream<JsonNode> readable() {
    return Fixtures.cases("dag-json/decode-and-encode.json");
  }

  static Stream<byte[]> malformed() {
    return Stream.concat(
        Fixtures.cases("dag-json/decode-invalid.json").map(c -> utf8(c.path("text").asText())),
        Fixtures.cases("dag-json/negative-decode-duplicate-keys.json")
            .map(c -> Fixtures.hex(c.path("hex"))));
  }

  static Stream<JsonNode> floats() {
    return Fixtures.cases("dag-json/floats.json");
  }

  @ParameterizedTest
  @MethodSource("crossCodec")
  void decode_crossCodecFixture_isTheValueOfItsDagCbor(JsonNode forms) {
    byte[] block = Fixtures.hex(forms.path("dag-json").path("hex"));

    Node node = DagJson.decode(block);

    assertThat(node).isEqualTo(DagJsonForm.parse(block));
    assertThat(DagCbor.encode(node)).isEqualTo(Fixtures.hex(forms.path("dag-cbor").path("hex")));
    assertThat(DagJson.encode(node)).isEqualTo(block);
    assertThat(linksOf(block)).isEqualTo(ArbitraryNodes.linksIn(node));
    assertThat(Fixtures.cid(Multicodec.DAG_JSON, block))
        .isEqualTo(Cid.parse(forms.path("dag-json").path("cid").asText()));
  }

  @ParameterizedTest
  @MethodSource("readable")
  void encode_decodedFixture_isTheCanonicalBlock(JsonNode fixture) {
    byte[] given = utf8(fixture.path("text").asText());

    Node node = DagJson.decode(given);
    byte[] encoded = DagJson.encode(node);

    assertThat(encoded).asString(UTF_8).isEqualTo(fixture.path("encodes_to").asText());
    assertThat(Fixtures.cid(Multicodec.DAG_JSON, encoded))
        .isEqualTo(Cid.parse(fixture.path("cid").asText()));
    assertThat(linksOf(given)).isEqualTo(ArbitraryNodes.linksIn(node));
    if (fixture.has("dag_cbor_hex")) {
      assertThat(DagCbor.encode(node)).isEqualTo(Fixtures.hex(fixture.path("dag_cbor_hex")));
    }
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void decode_malformedFixture_isRefused(byte[] block) {
    assertRefused(block);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":2}",
        "{\"b\":1,\"a\":2,\"b\":3}", // a key twice that is not sorted
        "{\"a\":1,\"\\u0061\":2}", // a key twice by way of an escape
        "{\"/\":\"" + CID + "\",\"a\":1}", // link with another key
        "{\"a\":1,\"/\":\"" + CID + "\"}", // the same, not sorted
        "{\"/\":{\"bytes\":\"AA\",\"x\":1}}",
        "{\"/\":{\"bytes\":\"AA\"},\"x\":1}",
        "{\"\\u002f\":\"no CID\"}",
        "{\"/\":\"\"}",
        "{\"/\":{\"bytes\":\"AB\"}}", // stray bits
        "{\"/\":{\"bytes\":\"AAAAAB==\"}}", // stray bits before padding
        "{\"/\":{\"bytes\":\"A\"}}",
        "{\"/\":{\"bytes\":\"mAA\"},\"/\":1}",
        "\"\\ud800\"", // half a pair
        "\"\\udc00\"",
        "\"\\ud800\\ud800\"",
        "\"\\ud800x\"",
        "\"\\u00g0\"",
        "\"\\u00\"",
        "\"\\x\"",
        "\"\\",
        "\"",
        "1e999",
        "-",
        "-.5",
        "1.",
        "1.e1",
        "00",
        "+1",
        "1e+",
        "NaN",
        "nulll",
        "tru",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{,}",
        "{1:2}",
        "[",
        "[1",
        "[1 2]",
        "]",
        " "
      })
  void decode_malformed_isRefused(String text) {
    assertRefused(utf8(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "22ff22", // not UTF-8
        "22c0af22", // overlong slash
        "22eda08022", // a surrogate in UTF-8
        "7b22c0af223a317d", // in a key
        "225c75c3a93030303022", // in an escape
        "fffe3100", // UTF-16
        "310a00", // a NUL behind the value
      })
  void decode_notUtf8Text_isRefused(String hex) {
    assertRefused(Fixtures.hex(hex));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"!\":1,\"/\":\"text\"}", // another key comes first
        "{\"/\":\"text\",\"!\":1}", // also when it stands behind
        "{\"!\":1,\"/\":{\"bytes\":\"*\"}}",
        "{\"/\":{\"bytes\":\"*\"},\"!\":1}",
        "{\"/\":{\"a\":1,\"bytes\":\"*\"}}",
        "{\"/\":{\"bytes\":\"*\",\"a\":1}}",
        "{\"/\":{\"bytes\":[]}}",
        "{\"/\":[]}",
        "{\"/\":{}}",
        "{\"/\":1,\"a\":2}"
      })
  void decode_slashOutsideTheReservedNamespace_isAMap(String text) {
    Node node = DagJson.decode(utf8(text));

    assertThat(node).isInstanceOf(MapNode.class).isEqualTo(DagJson.decode(DagJson.encode(node)));
    assertThat(linksOf(utf8(text))).isEmpty();
  }

  @Test
  void encode_mapInTheReservedNamespace_isRefused() {
    StringNode text = new StringNode("text");
    MapNode bytes = MapNode.of("bytes", text);

    for (Node node :
        List.of(
            MapNode.of("/", text),
            MapNode.of("/", text, "a", text),
            MapNode.of("/", bytes),
            MapNode.of("/", bytes, "a", text),
            MapNode.of("/", MapNode.of("bytes", text, "c", text)))) {
      assertThatExceptionOfType(UnencodableException.class)
          .isThrownBy(() -> DagJson.encode(node))
          .withMessageContaining("'/'");
    }
  }

  @ParameterizedTest
  @MethodSource("floats")
  void encode_float_hasTheFewestDigitsAndAPointOrExponent(JsonNode fixture) {
    double value =
        Double.longBitsToDouble(Long.parseUnsignedLong(fixture.path("bits_hex").asText(), 16));
    byte[] text = utf8(fixture.path("text").asText());

    assertThat(DagJson.encode(new FloatNode(value))).isEqualTo(text);
    assertThat(DagJson.decode(text)).isEqualTo(new FloatNode(value));
  }

  @Test
  void decode_numbers_keepTheirKind() {
    assertThat(DagJson.decode(utf8("[1,1.0,1e0,-0,-0.0,10E-1]")))
        .isEqualTo(
            ListNode.of(
                IntNode.of(1),
                new FloatNode(1),
                new FloatNode(1),
                IntNode.of(0),
                new FloatNode(-0.0),
                new FloatNode(1)));
    assertThat(DagJson.encode(new FloatNode(-0.0))).asString(UTF_8).isEqualTo("-0.0");
  }

  @Test
  void decode_numberOfManyDigits_isExactUpToTheLimit() {
    String longest = "9".repeat(DagJson.MAX_NUMBER_LENGTH);
    IntNode node = IntNode.of(new BigInteger(longest));

    assertThat(DagJson.decode(utf8(longest))).isEqualTo(node);
    assertThat(DagJson.encode(node)).asString(UTF_8).isEqualTo(longest);
    assertRefused(utf8(longest + "9"));
    assertThatExceptionOfType(UnencodableException.class)
        .isThrownBy(() -> DagJson.encode(IntNode.of(new BigInteger("-" + longest))));
  }

  @Test
  void encode_keys_areSortedByTheirBytes() {
    // In UTF-16 the second would come first.
    Node map = MapNode.of("\ud834\udd1e", IntNode.of(1), "\uffee", IntNode.of(2));

    assertThat(DagJson.encode(map)).asString(UTF_8).isEqualTo("{\"\uffee\":2,\"\ud834\udd1e\":1}");
  }

  @Test
  void encode_halfOfASurrogatePair_isRefused() {
    assertThatExceptionOfType(UnencodableException.class)
        .isThrownBy(() -> DagJson.encode(new StringNode("\udc00")));
  }

  @Test
  void decode_nestingAtTheLimit_isAcceptedAndOneMoreRefused() {
    String deepest = "[".repeat(DagJson.MAX_DEPTH) + "]".repeat(DagJson.MAX_DEPTH);

    assertThat(DagJson.encode(DagJson.decode(utf8(deepest)))).asString(UTF_8).isEqualTo(deepest);
    assertThat(linksOf(utf8(deepest))).isEmpty();
    assertRefused(utf8("[" + deepest + "]"));
    assertRefused(utf8("{\"a\":".repeat(DagJson.MAX_DEPTH) + "[]" + "}".repeat(DagJson.MAX_DEPTH)));
  }

  @Test
  void encode_nesting_isRefusedWhereReadersWouldRefuse() {
    Node innermost = new BytesNode(new byte[1]);
    byte[] deepest = DagJson.encode(inLists(innermost, DagJson.MAX_DEPTH - 2));
    assertThat(DagJson.encode(DagJson.decode(deepest))).isEqualTo(deepest);

    assertThatExceptionOfType(UnencodableException.class)
        .isThrownBy(() -> DagJson.encode(inLists(innermost, DagJson.MAX_DEPTH - 1)));
    assertThatExceptionOfType(UnencodableException.class)
        .isThrownBy(() -> DagJson.encode(inLists(ListNode.EMPTY, DagJson.MAX_DEPTH)));
  }

  private static Node inLists(Node node, int depth) {
    Node outer = node;
    for (int i = 0; i < depth; i++) {
      outer = ListNode.of(outer);
    }
    return outer;
  }

  @Test
  void decode_valuesOverTheLimit_isRefused() {
    byte[] block = utf8("[" + "1,".repeat(DagJson.MAX_ITEMS) + "1]");

    assertThatThrownBy(() -> DagJson.links(block, cid -> {}))
        .isInstanceOf(MalformedBlockException.class)
        .hasMessageContaining("more than 2097152 values");
  }

  @Test
  void links_sinkThrows_isPassedOn() {
    IllegalStateException ofSink = new IllegalStateException("stop");

    assertThatThrownBy(
            () ->
                DagJson.links(
                    utf8("{\"/\":\"" + CID + "\"}"),
                    cid -> {
                      throw ofSink;
                    }))
        .isSameAs(ofSink);
  }

  @Property
  void decode_encodedNode_isTheNode(@ForAll("nodes") Node node) {
    byte[] block = DagJson.encode(node);

    Node decoded = DagJson.decode(block);

    assertThat(decoded).isEqualTo(node);
    assertThat(DagJson.encode(decoded)).isEqualTo(block);
    assertThat(linksOf(block)).isEqualTo(ArbitraryNodes.linksIn(decoded));
  }

  @Property
  void encode_mapWithSlashes_isTheNodeAgainOrRefused(@ForAll("slashes") Node node) {
    byte[] block;
    try {
      block = DagJson.encode(node);
    } catch (UnencodableException expected) {
      assertThat(expected).hasMessageContaining("'/'");
      return;
    }
    assertThat(DagJson.decode(block)).isEqualTo(node);
    assertThat(linksOf(block)).isEmpty();
  }

  @Property
  void decode_anyBytes_isReadOrRefused(@ForAll byte[] block) {
    assertReadOrRefused(block);
  }

  @Property
  void decode_changedBlock_isReadOrRefused(
      @ForAll("nodes") Node node, @ForAll int where, @ForAll("jsonBytes") byte change) {
    byte[] block = DagJson.encode(node);
    block[Math.floorMod(where, block.length)] = change;

    assertReadOrRefused(block);
  }

  private static void assertReadOrRefused(byte[] block) {
    Node node;
    try {
      node = DagJson.decode(block);
    } catch (MalformedBlockException expected) {
      assertRefused(block);
      return;
    }
    assertThat(DagJson.decode(DagJson.encode(node))).isEqualTo(node);
    assertThat(linksOf(block)).isEqualTo(ArbitraryNodes.linksIn(node));
  }

  @Provide
  Arbitrary<Node> nodes() {
    Arbitrary<Node> scalars =
        Arbitraries.oneOf(
            ArbitraryNodes.ints(100),
            ArbitraryNodes.floats(),
            ArbitraryNodes.texts(),
            ArbitraryNodes.bytesAndLinks());
    return ArbitraryNodes.nested(scalars, "", "a", "b", "aa", "ž", "𐅑", "\uffee", "a \"name\"\n");
  }

  @Provide
  Arbitrary<Node> slashes() {
    return ArbitraryNodes.nested(ArbitraryNodes.texts(), "/", "bytes", "!", "a");
  }

  @Provide
  Arbitrary<Byte> jsonBytes() {
    return Arbitraries.of(
        (byte) '{',
        (byte) '}',
        (byte) '[',
        (byte) ']',
        (byte) '"',
        (byte) '\\',
        (byte) ',',
        (byte) ':',
        (byte) '/',
        (byte) '0',
        (byte) '.',
        (byte) 'e',
        (byte) '-',
        (byte) ' ',
        (byte) 'a',
        (byte) 0xc3);
  }

  private static void assertRefused(byte[] block) {
    assertThatExceptionOfType(MalformedBlockException.class)
        .isThrownBy(() -> DagJson.decode(block))
        .withMessageMatching("(?s)not DAG-JSON at byte \\d+: .+");
    assertThatExceptionOfType(MalformedBlockException.class)
        .isThrownBy(() -> DagJson.links(block, cid -> {}))
        .withMessageMatching("(?s)not DAG-JSON at byte \\d+: .+");
  }

  private static List<Cid> linksOf(byte[] block) {
    List<Cid> links = new ArrayList<>();
    DagJson.links(block, links::add);
    return links;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
