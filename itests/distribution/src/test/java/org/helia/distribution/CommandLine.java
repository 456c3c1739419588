package org.helia.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code bin/helia} with the node of one home. */
record CommandLine(Distribution distribution, Path home) {

  private static final long PATIENCE_SECONDS = 150;
  private static final Path NO_INPUT = Path.of("/dev/null");

  /** What a command that succeeds writes to standard output. */
  String run(String... words) throws Exception {
    Path out = Files.createTempFile(home.getParent(), "out", ".txt");
    pipe(NO_INPUT, out, words);
    return Files.readString(out);
  }

  /** Runs a command that succeeds, with files as standard input and output. */
  void pipe(Path in, Path out, String... words) throws Exception {
    Path err = Files.createTempFile(home.getParent(), "err", ".txt");
    Process process = start(in, out, err, words);
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .as("helia %s ends", List.of(words))
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue())
        .as(
            "exit code of helia %s, which says: %s",
            List.of(words), Files.readString(err, StandardCharsets.UTF_8))
        .isZero();
  }

  private Process start(Path in, Path out, Path err, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(distribution.script("helia").toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HELIA_HOME", home.toString());
    return builder
        .redirectInput(in.toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }
}
