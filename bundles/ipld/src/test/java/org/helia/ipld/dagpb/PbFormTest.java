package org.helia.ipld.dagpb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.helia.api.codec.UnencodableException;
import org.helia.api.ipld.Node;
import org.helia.ipld.DagJsonForm;
import org.helia.ipld.Fixtures;
import org.helia.ipld.dagcbor.DagCbor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PbFormTest {
  static Stream<JsonNode> wrongForms() {
    return Stream.of(
            "negative-encode-basic-datamodel-kinds.json", "negative-encode-invalid-forms.json")
        .flatMap(file -> Fixtures.cases("dag-pb/" + file));
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

  @ParameterizedTest
  @MethodSource("crossCodec")
  void toNode_crossCodecFixture_isTheValueOfItsDagCbor(JsonNode forms) {
    byte[] pb = Fixtures.hex(forms.path("dag-pb").path("hex"));
    byte[] cbor = Fixtures.hex(forms.path("dag-cbor").path("hex"));

    assertThat(DagCbor.encode(DagPb.toNode(DagPb.decode(pb)))).isEqualTo(cbor);
    assertThat(DagPb.encode(DagPb.fromNode(DagCbor.decode(cbor)))).isEqualTo(pb);
  }
}
