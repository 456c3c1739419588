package org.helia.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * {@code bin/helia} with a home and a working directory.
 *
 * @param script the script
 * @param home HELIA_HOME
 * @param directory where it is called
 */
record HeliaScript(Path script, Path home, Path directory) {
  private static final long SECONDS = 180;

  /**
   * How it ended.
   *
   * @param code the exit code
   * @param out standard output
   * @param err standard error
   */
  record Result(int code, String out, String err) {
    /** Standard output of a command that went well, without the last newline. */
    String line() {
      assertThat(code).as(err).isZero();
      return out.strip();
    }
  }

  /** The same with another home. */
  HeliaScript withHome(Path other) {
    return new HeliaScript(script, other, directory);
  }

  /** Runs to the end, with empty standard input. */
  Result run(String... words) throws Exception {
    return end(start(words));
  }

  /** Runs to the end with a text as standard input. */
  Result runWith(String input, String... words) throws Exception {
    Path file = Files.createTempFile(directory, "input", ".txt");
    Files.writeString(file, input);
    return end(start(builder(words).redirectInput(file.toFile())));
  }

  /** Runs on while the caller does other things. */
  Started start(String... words) throws IOException {
    return start(builder(words).redirectInput(Path.of("/dev/null").toFile()));
  }

  /** Prepares to run. */
  ProcessBuilder builder(String... words) {
    List<String> line = new ArrayList<>(List.of(script.toString()));
    line.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
    builder.environment().put("HELIA_HOME", home.toString());
    otherJava().ifPresent(java -> builder.environment().put("JAVA_HOME", java));
    return builder;
  }

  /** The Java that nodes are to run on, where it is not that of the tests. */
  private static Optional<String> otherJava() {
    return Optional.ofNullable(System.getProperty("helia.java.home"))
        .filter(java -> !java.isEmpty());
  }

  /** A process whose outputs go to files. */
  record Started(Process process, Path out, Path err) {}

  private Started start(ProcessBuilder builder) throws IOException {
    Path out = Files.createTempFile(directory, "out", ".txt");
    Path err = Files.createTempFile(directory, "err", ".txt");
    return new Started(
        builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start(), out, err);
  }

  /** Waits for the end. */
  Result end(Started started) throws Exception {
    assertThat(started.process().waitFor(SECONDS, TimeUnit.SECONDS)).as("bin/helia ends").isTrue();
    return new Result(started.process().exitValue(), text(started.out()), text(started.err()));
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  /**
   * Whether the node's process runs. One that has ended, and whose parent has not noticed, has no
   * command.
   */
  boolean nodeIsAlive() throws IOException {
    return ProcessHandle.of(nodePid()).flatMap(process -> process.info().command()).isPresent();
  }

  /** The process id that the node has left in its home. */
  long nodePid() throws IOException {
    return Long.parseLong(Files.readString(home.resolve("run/pid")).strip());
  }
}
