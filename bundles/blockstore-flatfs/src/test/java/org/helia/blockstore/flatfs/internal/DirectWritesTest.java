package org.helia.blockstore.flatfs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DirectWritesTest {
  @TempDir Path folder;

  private DirectWrites writes;

  @BeforeEach
  void probe() {
    Optional<DirectWrites> found = DirectWrites.probe(folder.resolve("probe"));
    assumeTrue(found.isPresent(), "the file system of the tests has no direct writes");
    writes = found.get();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4_095, 4_096, 4_097, 262_158, 1_048_576, 1_048_577, 3_000_000})
  void write_anySize_makesExactlyThatFile(int size) throws IOException {
    byte[] bytes = randomBytes(size);
    Path file = folder.resolve("file");

    writes.write(file, bytes);

    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Test
  void write_shorterAfterLonger_leavesNothingOfTheLonger() throws IOException {
    writes.write(folder.resolve("longer"), randomBytes(500_000));
    byte[] bytes = randomBytes(5_000);

    writes.write(folder.resolve("shorter"), bytes);

    assertThat(Files.readAllBytes(folder.resolve("shorter"))).isEqualTo(bytes);
  }

  @Test
  void write_fileIsThere_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");

    assertThatThrownBy(() -> writes.write(file, randomBytes(10)))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("old");
  }

  @Test
  void write_threadInterrupted_writesAllAndStaysInterrupted() throws IOException {
    byte[] bytes = randomBytes(2_000_000);
    Path file = folder.resolve("file");

    Thread.currentThread().interrupt();
    writes.write(file, bytes);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Test
  void probe_anyDirectory_leavesNothingInIt() throws IOException {
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void probe_directoryAbsent_findsNoDirectWrites() {
    assertThat(DirectWrites.probe(folder.resolve("absent/probe"))).isEmpty();
  }

  private static byte[] randomBytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
