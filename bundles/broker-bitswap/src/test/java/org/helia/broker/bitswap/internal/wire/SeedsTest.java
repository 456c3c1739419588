package org.helia.broker.bitswap.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the target once with each of its seeds, and with what fuzzing has found. */
class SeedsTest {
  @TestFactory
  Stream<DynamicTest> message_eachSeed_isReadOrRefused() throws IOException, URISyntaxException {
    try (Stream<Path> files =
        Files.list(Path.of(SeedsTest.class.getResource("/fuzz/MessageFuzz").toURI()))) {
      List<Path> seeds = files.sorted().toList();
      assertThat(seeds).hasSizeGreaterThan(3);
      return DynamicTest.stream(
          seeds.stream(),
          seed -> seed.getFileName().toString(),
          seed -> MessageFuzz.fuzzerTestOneInput(Files.readAllBytes(seed)));
    }
  }
}
