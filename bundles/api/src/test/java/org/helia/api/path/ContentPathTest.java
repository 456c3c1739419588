package org.helia.api.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.helia.multiformats.Cid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContentPathTest {
  private static final String CID = "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi";

  static Stream<JsonNode> valid() throws IOException {
    return cases("valid.json");
  }

  @ParameterizedTest
  @MethodSource("valid")
  void parse_validPath_isCanonical(JsonNode fixture) {
    ContentPath path = ContentPath.parse(fixture.get("path").asText());

    assertThat(path).hasToString(fixture.get("canonical").asText());
    assertThat(path.namespace().prefix()).isEqualTo(fixture.get("namespace").asText());
    assertThat(path.namespace().mutable()).isEqualTo(fixture.get("mutable").asBoolean());
  }

  static Stream<JsonNode> invalid() throws IOException {
    return cases("invalid.json");
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void parse_invalidPath_isRefused(JsonNode fixture) {
    String text = fixture.get("path").asText();

    assertThatThrownBy(() -> ContentPath.parse(text))
        .isInstanceOf(PathException.class)
        .hasMessageContaining(text);
  }

  static Stream<JsonNode> segments() throws IOException {
    return cases("segments.json");
  }

  @ParameterizedTest
  @MethodSource("segments")
  void segmentsOf_path_areCleaned(JsonNode fixture) {
    List<String> expected = new ArrayList<>();
    fixture.get("segments").forEach(segment -> expected.add(segment.asText()));

    assertThat(ContentPath.segmentsOf(fixture.get("string").asText())).isEqualTo(expected);
  }

  static Stream<JsonNode> uris() throws IOException {
    return cases("uri.json");
  }

  @ParameterizedTest
  @MethodSource("uris")
  void fromArgument_uri_isReadOrRefused(JsonNode fixture) {
    String uri = fixture.get("uri").asText();

    if (fixture.has("canonical")) {
      assertThat(ContentPath.fromArgument(uri)).hasToString(fixture.get("canonical").asText());
    } else {
      assertThatThrownBy(() -> ContentPath.fromArgument(uri)).isInstanceOf(PathException.class);
    }
  }

  @Test
  void fromArgument_bareCidWithSegments_isAnIpfsPath() {
    assertThat(ContentPath.fromArgument(CID + "/a/b")).hasToString("/ipfs/" + CID + "/a/b");
  }

  @Test
  void rootCid_mutablePath_isRefused() {
    ContentPath path = ContentPath.parse("/ipns/example.com/a");

    assertThatThrownBy(path::rootCid)
        .isInstanceOf(PathException.class)
        .hasMessageContaining("/ipns/example.com/a");
  }

  @Test
  void resolve_segment_appendsIt() {
    ContentPath path = ContentPath.of(Cid.parse(CID)).resolve("docs").resolve("read me.md");

    assertThat(path).hasToString("/ipfs/" + CID + "/docs/read me.md");
    assertThat(path.fileName()).isEqualTo("read me.md");
  }

  @Test
  void resolve_dotSegments_areRefused() {
    ContentPath path = ContentPath.of(Cid.parse(CID));

    assertThatThrownBy(() -> path.resolve("..")).isInstanceOf(PathException.class);
    assertThatThrownBy(() -> path.resolve("a/b")).isInstanceOf(PathException.class);
  }

  private static Stream<JsonNode> cases(String file) throws IOException {
    try (InputStream in = ContentPathTest.class.getResourceAsStream("/fixtures/path/" + file)) {
      return StreamSupport.stream(
          new ObjectMapper().readTree(in).get("cases").spliterator(), false);
    }
  }
}
