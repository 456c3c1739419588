package org.helia.dag.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.helia.api.block.FetchOptions;
import org.helia.api.dag.DagException;
import org.helia.api.dag.DagScope;
import org.helia.api.dag.DagSelection;
import org.helia.api.dag.EntityRange;
import org.helia.api.dag.NoSuchLinkException;
import org.helia.api.dag.WalkOptions;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.ByteRange;
import org.helia.ipld.car.CarReader;
import org.helia.multiformats.Cid;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureFile;
import org.helia.unixfs.internal.read.UnixFsLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectTest {
  private static final String HAMT =
      "/ipfs/bafybeidbclfqleg2uojchspzd4bob56dqetqjsj27gy2cq3klkkgxtpn4i";

  private final Graph graph = new Graph();

  @BeforeEach
  void addLayout() {
    graph.dags.addLayout(new UnixFsLayout(), Map.of());
  }

  /** Requests of the conformance tests that are answered with a list of blocks. */
  static Stream<Fixture> conformance() {
    return FixtureFile.read("gateway/conformance-trustless-car.json").cases().stream()
        .filter(given -> given.json().at("/expect/body/car/blocks").isArray());
  }

  @ParameterizedTest
  @MethodSource("conformance")
  void select_conformanceRequest_isExactlyTheExpectedBlocks(Fixture given) throws IOException {
    for (String car : given.object("needs").texts("cars")) {
      load(car);
    }
    Fixture request = given.list("requests").get(0);
    String[] parts = request.text("path").split("\\?");
    Map<String, String> query = query(parts.length > 1 ? parts[1] : "");
    boolean duplicates = request.json().toString().contains("dups=y");
    List<Cid> visited = new ArrayList<>();

    graph.dags.select(
        List.of(ContentPath.parse(parts[0])),
        selection(query, duplicates),
        FetchOptions.OFFLINE,
        block -> visited.add(block.cid()));

    List<Cid> expected =
        given.object("expect").object("body").object("car").texts("blocks").stream()
            .map(Cid::parse)
            .toList();
    if (query.getOrDefault("entity-bytes", "").equals("2200:*")) {
      assertThat(visited).containsExactlyInAnyOrderElementsOf(expected);
    } else if (request.json().toString().contains("order=unk")) {
      assertThat(visited).containsOnlyOnceElementsOf(Set.copyOf(expected));
    } else {
      assertThat(visited).containsExactlyElementsOf(expected);
    }
  }

  private static Map<String, String> query(String text) {
    return Stream.of(text.split("&"))
        .filter(part -> part.contains("="))
        .map(part -> part.split("=", 2))
        .collect(
            Collectors.toMap(
                part -> part[0], part -> URLDecoder.decode(part[1], StandardCharsets.UTF_8)));
  }

  private static DagSelection selection(Map<String, String> query, boolean duplicates) {
    DagSelection selection =
        DagSelection.ALL.withWalk(WalkOptions.DEFAULTS.withDuplicates(duplicates));
    if (query.containsKey("dag-scope")) {
      selection = selection.withScope(DagScope.valueOf(query.get("dag-scope").toUpperCase()));
    }
    return query.containsKey("entity-bytes")
        ? selection.withRange(EntityRange.parse(query.get("entity-bytes")))
        : selection;
  }

  private void load(String car) throws IOException {
    try (InputStream in = FixtureFile.open("gateway/fixtures/" + car)) {
      CarReader reader = new CarReader(in);
      for (var section = reader.next(); section.isPresent(); section = reader.next()) {
        graph.blocks.put(section.get().block());
      }
    }
  }

  private List<Cid> select(DagSelection selection, String... paths) {
    List<Cid> visited = new ArrayList<>();
    graph.dags.select(
        Stream.of(paths).map(ContentPath::parse).toList(),
        selection,
        FetchOptions.OFFLINE,
        block -> visited.add(block.cid()));
    return visited;
  }

  @Test
  void select_missingName_visitsWhatProvesIt() throws IOException {
    load("trustless_gateway_car/single-layer-hamt-with-multi-block-files.car");
    List<Cid> visited = new ArrayList<>();

    assertThatThrownBy(
            () ->
                graph.dags.select(
                    List.of(ContentPath.parse(HAMT + "/none")),
                    DagSelection.ALL,
                    FetchOptions.OFFLINE,
                    block -> visited.add(block.cid())))
        .isInstanceOf(NoSuchLinkException.class)
        .hasMessageContaining("\"none\"");
    assertThat(visited).startsWith(ContentPath.parse(HAMT).rootCid());
  }

  @Test
  void select_pathBelowAnotherOne_visitsEachBlockOnce() throws IOException {
    load("trustless_gateway_car/single-layer-hamt-with-multi-block-files.car");

    List<Cid> both = select(DagSelection.ALL, HAMT + "/685.txt", HAMT);

    assertThat(both)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(select(DagSelection.ALL, HAMT))
        .startsWith(select(DagSelection.ALL, HAMT + "/685.txt").toArray(Cid[]::new));
  }

  @Test
  void select_pathThatEndsWithinABlock_isRefused() {
    Cid root = graph.inner("name", graph.leaf("leaf"));

    assertThatThrownBy(() -> select(DagSelection.ALL, "/ipld/" + root + "/0"))
        .isInstanceOf(DagException.class)
        .hasMessageContaining("within block " + root);
    assertThat(select(DagSelection.ALL, "/ipld/" + root + "/1")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "0:*,100,0,100", "10:19,100,10,10", "-10:*,100,90,10", "-10:-1,100,90,10", "90:200,100,90,10",
    "-200:9,100,0,10", "100:*,100,100,0", "200:300,100,100,0", "0:0,100,0,1", "0:-1,100,0,100",
    "50:-60,100,50,0", "0:*,0,0,0", "-5:*,0,0,0"
  })
  void within_anyRange_isThePartThatIsThere(String range, long size, long offset, long length) {
    assertThat(EntityRange.parse(range).within(size)).isEqualTo(new ByteRange(offset, length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", ":", "a:b", "5:4", "-1:-2", "1:", "*:5", "1:2:3"})
  void parse_notARange_isRefused(String text) {
    assertThatThrownBy(() -> EntityRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void new_rangeOfMoreThanAnEntity_isRefused() {
    EntityRange range = new EntityRange(1, OptionalLong.empty());
    assertThatThrownBy(() -> new DagSelection(DagScope.ALL, range, WalkOptions.DEFAULTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("all");
  }
}
