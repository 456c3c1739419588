package org.helia.unixfs.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs the fuzzer's target once with each of its seeds. */
class UnixFsNodeSeedsTest {
  @Test
  void target_eachSeed_isReadOrRefused() throws Exception {
    Path folder = Path.of(UnixFsNodeSeedsTest.class.getResource("/fuzz/UnixFsNodeFuzz").toURI());
    List<Path> seeds;
    try (Stream<Path> files = Files.list(folder)) {
      seeds = files.sorted().toList();
    }

    assertThat(seeds).hasSizeGreaterThan(3);
    for (Path seed : seeds) {
      UnixFsNodeFuzz.fuzzerTestOneInput(Files.readAllBytes(seed));
    }
  }
}
