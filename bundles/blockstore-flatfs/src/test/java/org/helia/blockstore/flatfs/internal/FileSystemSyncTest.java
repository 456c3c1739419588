package org.helia.blockstore.flatfs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSystemSyncTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "Linux, 5.8.0-generic, true",
    "Linux, 6.18.44, true",
    "Linux, 10.0, true",
    "Linux, 5.7.19, false",
    "Linux, 4.19.0, false",
    "Linux, unknown, false",
    "Mac OS X, 14.2, false"
  })
  void tellsFailures_ofASystem_isWhatItsKernelDoes(String system, String version, boolean tells) {
    assertThat(FileSystemSync.tellsFailures(system, version)).isEqualTo(tells);
  }

  @Test
  void run_directoryAbsent_isNotPossible() {
    assertThat(FileSystemSync.run(folder.resolve("absent"))).isFalse();
  }
}
