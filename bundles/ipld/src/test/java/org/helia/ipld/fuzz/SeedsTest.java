package org.helia.ipld.fuzz;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs each target once with each of its seeds, and with what fuzzing has found. */
class SeedsTest {
  private static final Map<String, Consumer<byte[]>> TARGETS =
      Map.ofEntries(
          Map.entry("CarFuzz", CarFuzz::fuzzerTestOneInput),
          Map.entry("CidFuzz", CidFuzz::fuzzerTestOneInput),
          Map.entry("DagCborFuzz", DagCborFuzz::fuzzerTestOneInput),
          Map.entry("DagJsonFuzz", DagJsonFuzz::fuzzerTestOneInput),
          Map.entry("DagPbFuzz", DagPbFuzz::fuzzerTestOneInput),
          Map.entry("JsonFuzz", JsonFuzz::fuzzerTestOneInput),
          Map.entry("KeysFuzz", KeysFuzz::fuzzerTestOneInput),
          Map.entry("MultiaddrFuzz", MultiaddrFuzz::fuzzerTestOneInput),
          Map.entry("MultibaseFuzz", MultibaseFuzz::fuzzerTestOneInput),
          Map.entry("MultihashFuzz", MultihashFuzz::fuzzerTestOneInput),
          Map.entry("VarintFuzz", VarintFuzz::fuzzerTestOneInput));

  @TestFactory
  Stream<DynamicTest> target_eachSeed_isReadOrRefused() {
    return TARGETS.keySet().stream().sorted().flatMap(SeedsTest::testsOf);
  }

  private static Stream<DynamicTest> testsOf(String target) {
    List<Path> seeds = seeds(target);
    Assertions.assertThat(seeds).as("seeds of %s", target).hasSizeGreaterThan(3);
    return DynamicTest.stream(
        seeds.stream(),
        seed -> target + " " + seed.getFileName(),
        seed -> Objects.requireNonNull(TARGETS.get(target)).accept(Files.readAllBytes(seed)));
  }

  private static List<Path> seeds(String target) {
    try (Stream<Path> files =
        Files.list(Path.of(SeedsTest.class.getResource("/fuzz/" + target).toURI()))) {
      return files.sorted().toList();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("no seeds of " + target, e);
    }
  }
}
