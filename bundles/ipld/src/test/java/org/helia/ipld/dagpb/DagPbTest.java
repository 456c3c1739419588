package org.helia.ipld.dagpb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.codec.UnencodableException;
import org.helia.ipld.Fixtures;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DagPbTest {
  private static final Cid RAW =
      Cid.parse("bafkreifw7plhl6mofk6sfvhnfh64qmkq73oeqwl6sloru6rehaoujituke");
  private static final String HASH = "0a09015500050001020304";

  static Stream<JsonNode> readable() {
    return Fixtures.cases("dag-pb/compat.json").filter(c -> c.path("expect").asText().equals("ok"));
  }

  static Stream<JsonNode> encodable() {
    return Fixtures.cases("dag-pb/encode.json");
  }

  static Stream<JsonNode> malformed() {
    return Stream.of(
            Fixtures.cases("dag-pb/compat.json")
                .filter(c -> c.path("expect").asText().equals("rejected")),
            Fixtures.cases("dag-pb/decode-invalid.json"),
            Fixtures.cases("dag-pb/negative-decode-edges.json"))
        .flatMap(cases -> cases);
  }

  static Stream<JsonNode> crossCodec() {
    return Fixtures.cases("cross-codec/codec-fixtures.json")
        .filter(c -> c.path("forms").has("dag-pb"))
        .map(c -> c.path("forms").path("dag-pb"));
  }

  @ParameterizedTest
  @MethodSource("readable")
  void decode_compatibilityFixture_isTheForm(JsonNode fixture) {
    PbNode node = DagPb.decode(Fixtures.hex(fixture.path("hex")));

    assertThat(node).isEqualTo(formOf(fixture.path("form")));
    assertThat(DagPb.encode(node)).isEqualTo(Fixtures.hex(fixture.path("hex")));
  }

  @ParameterizedTest
  @MethodSource("encodable")
  void encode_linksInAnyOrder_areTheSortedBytes(JsonNode fixture) {
    byte[] data = fixture.path("data_hex").isNull() ? null : Fixtures.hex(fixture.path("data_hex"));
    PbNode node = new PbNode(links(fixture.path("links_as_given")), data);

    byte[] encoded = DagPb.encode(node);

    assertThat(encoded).isEqualTo(Fixtures.hex(fixture.path("hex")));
    assertThat(cidOf(encoded)).isEqualTo(Cid.parse(fixture.path("cid_v1").asText()));
    assertThat(cidOf(encoded).toV0()).isEqualTo(Cid.parse(fixture.path("cid_v0").asText()));
    assertThat(DagPb.decode(encoded).links()).isEqualTo(links(fixture.path("links_sorted")));
  }

  @ParameterizedTest
  @MethodSource("crossCodec")
  void encode_decodedFixture_isTheSameBlock(JsonNode fixture) {
    byte[] block = Fixtures.hex(fixture.path("hex"));

    assertThat(DagPb.encode(DagPb.decode(block))).isEqualTo(block);
    assertThat(cidOf(block)).isEqualTo(Cid.parse(fixture.path("cid").asText()));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void decode_malformedFixture_isRefused(JsonNode fixture) {
    byte[] block = Fixtures.hex(fixture.path("hex"));

    assertThatExceptionOfType(MalformedBlockException.class)
        .isThrownBy(() -> DagPb.decode(block))
        .withMessageMatching("not DAG-PB at byte \\d+: .+");
    assertThatExceptionOfType(MalformedBlockException.class)
        .isThrownBy(() -> DagPb.links(block, cid -> {}));
  }

  @Test
  void decode_dataBeforeLinks_isAccepted() {
    PbNode node = DagPb.decode(Fixtures.hex("0a0101" + "120b" + HASH));

    assertThat(node.links()).hasSize(1);
    assertThat(node.data()).containsExactly(1);
  }

  @Test
  void decode_unsortedLinks_keepsTheirOrder() {
    byte[] block = Fixtures.hex("120e" + HASH + "120162" + "120e" + HASH + "120161");

    assertThat(DagPb.decode(block).links()).extracting(PbLink::name).containsExactly("b", "a");
  }

  @Test
  void decode_emptyData_differsFromNoData() {
    assertThat(DagPb.decode(Fixtures.hex("0a00")).data()).isEmpty();
    assertThat(DagPb.decode(new byte[0]).data()).isNull();
    assertThat(DagPb.encode(new PbNode(List.of(), new byte[0]))).isEqualTo(Fixtures.hex("0a00"));
  }

  @Test
  void decode_nameThatIsNotUtf8_isRefusedAndItsLinkStillListed() {
    byte[] block = Fixtures.hex("120e" + HASH + "1201ff");
    List<Cid> listed = new ArrayList<>();

    DagPb.links(block, listed::add);

    assertThat(listed).hasSize(1);
    assertThatThrownBy(() -> DagPb.decode(block))
        .isInstanceOf(MalformedBlockException.class)
        .hasMessageContaining("byte 15")
        .hasMessageContaining("link 0 is not UTF-8");
  }

  @Test
  void decode_sizeOverSignedRange_isRefused() {
    byte[] block = Fixtures.hex("1216" + HASH + "18ffffffffffffffffff01");

    assertThatThrownBy(() -> DagPb.decode(block))
        .isInstanceOf(MalformedBlockException.class)
        .hasMessageContaining("2^63-1");
  }

  @Test
  void decode_lengthBeyondTheBlock_isRefusedBeforeAllocating() {
    assertThatThrownBy(() -> DagPb.decode(Fixtures.hex("0affffffff7f00")))
        .isInstanceOf(MalformedBlockException.class)
        .hasMessageContaining("a length of 34359738367 bytes where 1 are left");
  }

  @Test
  void encode_nameWithHalfASurrogatePair_isRefused() {
    PbNode node = new PbNode(List.of(new PbLink("a\ud800", RAW, 1)), null);

    assertThatThrownBy(() -> DagPb.encode(node)).isInstanceOf(UnencodableException.class);
  }

  @Test
  void links_sinkThrows_isPassedOn() {
    RuntimeException stop = new IllegalStateException("enough");

    assertThatThrownBy(
            () ->
                DagPb.links(
                    Fixtures.hex("120b" + HASH),
                    cid -> {
                      throw stop;
                    }))
        .isSameAs(stop);
  }

  @Property
  void decode_encodedNode_isTheNodeWithSortedLinks(@ForAll("nodes") PbNode node) {
    byte[] encoded = DagPb.encode(node);
    PbNode decoded = DagPb.decode(encoded);
    List<Cid> listed = new ArrayList<>();
    DagPb.links(encoded, listed::add);

    assertThat(decoded.links()).containsExactlyInAnyOrderElementsOf(node.links());
    assertThat(decoded.data()).isEqualTo(node.data());
    assertThat(DagPb.encode(decoded)).isEqualTo(encoded);
    assertThat(listed).isEqualTo(decoded.links().stream().map(PbLink::cid).toList());
  }

  @Property
  void decode_changedBytes_neverThrowsAnythingElse(
      @ForAll("nodes") PbNode node, @ForAll int where, @ForAll byte change) {
    byte[] bytes = DagPb.encode(node);
    if (bytes.length > 0) {
      bytes[Math.floorMod(where, bytes.length)] = change;
    }
    try {
      DagPb.decode(bytes);
    } catch (MalformedBlockException expected) {
      assertThat(expected).hasMessageStartingWith("not DAG-PB at byte");
    }
  }

  @Property
  void decodeLazily_changedBytes_isAsDecode(
      @ForAll("nodes") PbNode node, @ForAll int where, @ForAll byte change) {
    byte[] bytes = DagPb.encode(node);
    if (bytes.length > 0) {
      bytes[Math.floorMod(where, bytes.length)] = change;
    }
    PbNode decoded;
    try {
      decoded = DagPb.decode(bytes);
    } catch (MalformedBlockException e) {
      assertThatThrownBy(() -> DagPb.decodeLazily(bytes))
          .isInstanceOf(MalformedBlockException.class)
          .hasMessage(e.getMessage());
      return;
    }
    assertThat(DagPb.decodeLazily(bytes)).isEqualTo(decoded);
  }

  @Provide
  Arbitrary<PbNode> nodes() {
    Arbitrary<String> names =
        Arbitraries.of("", "a", "aa", "b", "ž", "𐅑", "z/../x", "\u0000").injectNull(0.2);
    Arbitrary<Cid> cids =
        Arbitraries.of(
            RAW,
            Cid.parse("QmYxAVkPNTTyFurHNngafqsCvjqMM87DAP6FBzKEgtqHVh"),
            Cid.parse("bafkqabiaaebagba"));
    Arbitrary<Long> sizes =
        Arbitraries.oneOf(
            Arbitraries.just(PbLink.NO_TSIZE), Arbitraries.longs().between(0, Long.MAX_VALUE));
    Arbitrary<List<PbLink>> links =
        Combinators.combine(names, cids, sizes).as(PbLink::new).list().ofMaxSize(6);
    Arbitrary<byte[]> data = Arbitraries.bytes().array(byte[].class).ofMaxSize(20).injectNull(0.2);
    return Combinators.combine(links, data).as(PbNode::new);
  }

  private static PbNode formOf(JsonNode form) {
    byte[] data = form.has("Data") ? Fixtures.hex(form.path("Data")) : null;
    return new PbNode(
        StreamSupport.stream(form.path("Links").spliterator(), false)
            .map(link -> link(link, Cid.fromBytes(Fixtures.hex(link.path("Hash")))))
            .toList(),
        data);
  }

  private static List<PbLink> links(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(link -> link(link, Cid.parse(link.path("Hash").asText())))
        .toList();
  }

  private static PbLink link(JsonNode link, Cid cid) {
    return new PbLink(
        link.has("Name") ? link.path("Name").asText() : null,
        cid,
        link.has("Tsize") ? link.path("Tsize").asLong() : PbLink.NO_TSIZE);
  }

  private static Cid cidOf(byte[] block) {
    return Fixtures.cid(Multicodec.DAG_PB, block);
  }
}
