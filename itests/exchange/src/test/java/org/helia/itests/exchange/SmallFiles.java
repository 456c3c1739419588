package org.helia.itests.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.helia.testkit.block.SampleBlocks;

/** A folder with {@value #COUNT} files of {@value #BYTES} bytes, each with a content of its own. */
record SmallFiles(Path folder) {
  static final int COUNT = 2_000;
  static final int BYTES = 1_024;

  /** Writes them to disk; other folders get other contents. */
  static SmallFiles write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < COUNT; i++) {
      byte[] bytes = SampleBlocks.bytes(folder.getFileName().hashCode() + i, BYTES);
      Files.write(folder.resolve("file-" + i), bytes);
    }
    return new SmallFiles(folder);
  }

  /** The SHA-256 of each, by name. */
  Map<String, String> digests() throws IOException {
    Map<String, String> digests = new TreeMap<>();
    for (int i = 0; i < COUNT; i++) {
      digests.put("file-" + i, Sha256.of(Files.readAllBytes(folder.resolve("file-" + i))));
    }
    return digests;
  }

  /** Compares the files of another folder with these. */
  void assertSameIn(Path other) throws IOException {
    assertThat(new SmallFiles(other).digests()).isEqualTo(digests());
  }
}
