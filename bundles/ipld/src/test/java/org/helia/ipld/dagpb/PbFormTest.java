package org.helia.ipld.dagpb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.helia.api.codec.UnencodableException;
import org.helia.api.ipld.IntNode;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.api.ipld.StringNode;
import org.helia.ipld.DagJsonForm;
import org.helia.ipld.Fixtures;
import org.helia.ipld.dagcbor.DagCbor;
import org.helia.multiformats.Cid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PbFormTest {
  static Stream<JsonNode> wrongForms() {
    return Stream.of(
            "negative-encode-basic-datamodel-kinds.json", "negative-encode-invalid-forms.json")
        .flatMap(file -> Fixtures.cases("dag-pb/" + file))
        // Unsorted links are sorted, as Kubo's dag put does.
        .filter(fixture -> !fixture.path("name").asText().startsWith("bad sort"));
  }

  static Stream<JsonNode> crossCodec() {
    return Fixtures.cases("cross-codec/codec-fixtures.json")
        .map(c -> c.path("forms"))
        .filter(forms -> forms.has("dag-pb"));
  }

  @ParameterizedTest
  @MethodSource("wrongForms")
  void fromNode_wrongForm_isRefused(JsonNode fixture) {
    Node node = DagJsonForm.of(fixture.path("dag_json"));

    assertThatExceptionOfType(UnencodableException.class).isThrownBy(() -> DagPb.fromNode(node));
  }

  /** Checked against: ipfs 0.42 dag put --input-codec dag-json --store-codec dag-pb. */
  @Test
  void fromNode_unsortedLinks_areWrittenSortedAsByKubo() {
    Cid cid = Cid.parse("bafkreiey5jxe6ilpf62lnh77tm5ejbbmhbugzjuf6p2v3remlu73ced34q");
    Node unsorted =
        new MapNode(Map.of("Links", new ListNode(List.of(link("b", cid), link("a", cid)))));
    String hash = "0a240155122098ea6e4f216f2fb4b69fff9b3a44842c38686ca685f3f55dc48c5d3fb1107be4";

    assertThat(DagPb.encode(DagPb.fromNode(unsorted)))
        .isEqualTo(
            HexFormat.of().parseHex("122b" + hash + "1201611803" + "122b" + hash + "1201621803"));
  }

  private static Node link(String name, Cid cid) {
    return new MapNode(
        Map.of("Hash", new LinkNode(cid), "Name", new StringNode(name), "Tsize", IntNode.of(3)));
  }

  @ParameterizedTest
  @MethodSource("crossCodec")
  void toNode_crossCodecFixture_isTheValueOfItsDagCbor(JsonNode forms) {
    byte[] pb = Fixtures.hex(forms.path("dag-pb").path("hex"));
    byte[] cbor = Fixtures.hex(forms.path("dag-cbor").path("hex"));

    assertThat(DagCbor.encode(DagPb.toNode(DagPb.decode(pb)))).isEqualTo(cbor);
    assertThat(DagPb.encode(DagPb.fromNode(DagCbor.decode(cbor)))).isEqualTo(pb);
  }
}
