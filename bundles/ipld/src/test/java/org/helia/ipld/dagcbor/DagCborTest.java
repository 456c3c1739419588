package org.helia.ipld.dagcbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.codec.UnencodableException;
import org.helia.api.ipld.FloatNode;
import org.helia.api.ipld.IntNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.api.ipld.StringNode;
import org.helia.ipld.ArbitraryNodes;
import org.helia.ipld.DagJsonForm;
import org.helia.ipld.Fixtures;
import org.helia.multiformats.Cid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DagCborTest {
  private static final Cid CID =
      Cid.parse("bafkreifw7plhl6mofk6sfvhnfh64qmkq73oeqwl6sloru6rehaoujituke");

  static Stream<JsonNode> crossCodec() {
    return Stream.of("codec-fixtures.json", "generated.json")
        .flatMap(file -> Fixtures.cases("cross-codec/" + file))
        .filter(c -> c.path("forms").has("dag-cbor"));
  }

  static Stream<JsonNode> malformed() {
    return Stream.of(
            Fixtures.cases("dag-cbor/decode-invalid.json"),
            Fixtures.cases("dag-cbor/negative-decode-duplicate-keys.json"),
            dasl("invalid_in"))
        .flatMap(cases -> cases);
  }

  static Stream<JsonNode> roundTrips() {
    return dasl("roundtrip");
  }

  private static Stream<JsonNode> dasl(String type) {
    return Fixtures.cases("dag-cbor/dasl.json").filter(c -> c.path("type").asText().equals(type));
  }

  @ParameterizedTest
  @MethodSource("crossCodec")
  void decode_crossCodecFixture_isTheValueOfItsDagJson(JsonNode fixture) {
    JsonNode forms = fixture.path("forms");
    byte[] block = Fixtures.hex(forms.path("dag-cbor").path("hex"));

    Node node = DagCbor.decode(block);

    assertThat(node).isEqualTo(DagJsonForm.parse(Fixtures.hex(forms.path("dag-json").path("hex"))));
    assertThat(DagCbor.encode(node)).isEqualTo(block);
    assertThat(linksOf(block)).isEqualTo(ArbitraryNodes.linksIn(node));
  }

  @ParameterizedTest
  @MethodSource("roundTrips")
  void encode_decodedFixture_isTheSameBlock(JsonNode fixture) {
    byte[] block = Fixtures.hex(fixture.path("hex"));

    assertThat(DagCbor.encode(DagCbor.decode(block))).isEqualTo(block);
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void decode_malformedFixture_isRefused(JsonNode fixture) {
    assertRefused(Fixtures.hex(fixture.path("hex")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "18", // no argument
        "d82a", // tag without content
        "d9002a450001551200", // tag 42 in three bytes
        "d82a4600015512000a", // a byte behind the CID
        "fa3f800000", // 32-bit float
        "ff", // break
        "7f6161ff", // indefinite text
        "a1616101616202", // a second entry that nobody announced
        "a2616201616102", // not sorted
        "a162c32801", // a key that is not UTF-8
        "81d82a4100", // link without CID, in a list
      })
  void decode_malformed_isRefused(String hex) {
    assertRefused(Fixtures.hex(hex));
  }

  private static void assertRefused(byte[] block) {
    assertThatExceptionOfType(MalformedBlockException.class)
        .isThrownBy(() -> DagCbor.decode(block))
        .withMessageMatching("not DAG-CBOR at byte \\d+: .+");
    assertThatExceptionOfType(MalformedBlockException.class)
        .isThrownBy(() -> DagCbor.links(block, cid -> {}))
        .withMessageMatching("not DAG-CBOR at byte \\d+: .+");
  }

  @Test
  void decode_nestingAtTheLimit_isAcceptedAndOneMoreRefused() {
    byte[] deepest = Fixtures.hex("81".repeat(DagCbor.MAX_DEPTH - 1) + "80");
    byte[] tooDeep = Fixtures.hex("81".repeat(DagCbor.MAX_DEPTH) + "80");

    assertThat(DagCbor.encode(DagCbor.decode(deepest))).isEqualTo(deepest);
    assertThat(linksOf(deepest)).isEmpty();
    assertRefused(tooDeep);
    assertThatThrownBy(() -> DagCbor.decode(tooDeep)).hasMessageContaining("1024 levels");
  }

  @Test
  void decode_itemsOverTheLimit_isRefused() {
    byte[] block = new byte[5 + DagCbor.MAX_ITEMS];
    System.arraycopy(Fixtures.hex("9a00200000"), 0, block, 0, 5);

    assertThatThrownBy(() -> DagCbor.links(block, cid -> {}))
        .isInstanceOf(MalformedBlockException.class)
        .hasMessageContaining("more than 2097152 values");
  }

  @Test
  void encode_mapInAnyOrder_hasShorterKeysFirst() {
    Node map = MapNode.of("bb", IntNode.of(1), "c", IntNode.of(2));

    assertThat(HexFormat.of().formatHex(DagCbor.encode(map))).isEqualTo("a261630262626201");
  }

  @ParameterizedTest
  @ValueSource(strings = {"18446744073709551616", "-18446744073709551617"})
  void encode_intBeyond64BitsAndSign_isRefused(String number) {
    Node node = IntNode.of(new BigInteger(number));

    assertThatThrownBy(() -> DagCbor.encode(node))
        .isInstanceOf(UnencodableException.class)
        .hasMessageContaining(number);
  }

  @Test
  void encode_smallestInt_isNegativeOfAllOnes() {
    Node node = IntNode.of(BigInteger.ONE.shiftLeft(64).negate());

    byte[] block = DagCbor.encode(node);

    assertThat(HexFormat.of().formatHex(block)).isEqualTo("3bffffffffffffffff");
    assertThat(DagCbor.decode(block)).isEqualTo(node);
  }

  @Test
  void encode_whatDagCborCannotHold_isRefused() {
    assertThatExceptionOfType(UnencodableException.class)
        .isThrownBy(() -> DagCbor.encode(new FloatNode(-0.0)));
    assertThatExceptionOfType(UnencodableException.class)
        .isThrownBy(() -> DagCbor.encode(new StringNode("\udc00")));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new FloatNode(Double.POSITIVE_INFINITY));
  }

  @Test
  void encode_nestingOverTheLimit_isRefused() {
    Node node = ListNode.EMPTY;
    for (int i = 0; i < DagCbor.MAX_DEPTH; i++) {
      node = ListNode.of(node);
    }
    Node tooDeep = node;

    assertThatExceptionOfType(UnencodableException.class).isThrownBy(() -> DagCbor.encode(tooDeep));
  }

  @Property
  void decode_encodedNode_isTheNode(@ForAll("nodes") Node node) {
    byte[] block = DagCbor.encode(node);

    Node decoded = DagCbor.decode(block);

    assertThat(decoded).isEqualTo(node);
    assertThat(DagCbor.encode(decoded)).isEqualTo(block);
    assertThat(linksOf(block)).isEqualTo(ArbitraryNodes.linksIn(decoded));
  }

  @Property
  void decode_anyBytes_isCanonicalOrRefused(@ForAll byte[] block) {
    assertCanonicalOrRefused(block);
  }

  @Property
  void decode_changedBlock_isCanonicalOrRefused(
      @ForAll("nodes") Node node, @ForAll int where, @ForAll byte change) {
    byte[] block = DagCbor.encode(node);
    block[Math.floorMod(where, block.length)] = change;

    assertCanonicalOrRefused(block);
  }

  private static void assertCanonicalOrRefused(byte[] block) {
    Node node;
    try {
      node = DagCbor.decode(block);
    } catch (MalformedBlockException expected) {
      assertRefused(block);
      return;
    }
    assertThat(DagCbor.encode(node)).isEqualTo(block);
    assertThat(linksOf(block)).isEqualTo(ArbitraryNodes.linksIn(node));
  }

  @Provide
  Arbitrary<Node> nodes() {
    Arbitrary<Node> scalars =
        Arbitraries.oneOf(
            ArbitraryNodes.ints(64),
            ArbitraryNodes.floats(),
            ArbitraryNodes.texts(),
            ArbitraryNodes.bytesAndLinks());
    return ArbitraryNodes.nested(scalars, "", "a", "b", "aa", "ž", "𐅑", "long name");
  }

  private static List<Cid> linksOf(byte[] block) {
    List<Cid> links = new ArrayList<>();
    DagCbor.links(block, links::add);
    return links;
  }
}
