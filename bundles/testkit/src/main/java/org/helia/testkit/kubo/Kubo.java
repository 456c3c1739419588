package org.helia.testkit.kubo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Kubo's command line with a repository of its own. It works offline, so nothing listens or dials.
 *
 * @param repository IPFS_PATH
 */
public record Kubo(Path repository) {
  /**
   * The system property with the path of Kubo's {@code ipfs}; without it such tests are skipped.
   */
  public static final String PROPERTY = "helia.kubo";

  private static final long TIMEOUT_SECONDS = 120;
  private static final Path NO_INPUT = Path.of("/dev/null");

  /**
   * How a command ended.
   *
   * @param exit its exit code
   * @param output what it wrote to standard output
   * @param errors what it wrote to standard error
   */
  public record Result(int exit, byte[] output, String errors) {
    /** Standard output as text, without blanks around it. */
    public String text() {
      return new String(output, UTF_8).strip();
    }

    /**
     * The same of a command that went well.
     *
     * @throws AssertionError when it did not; says what Kubo said
     */
    public String line() {
      if (exit != 0) {
        throw new AssertionError("ipfs ended with %d: %s".formatted(exit, errors));
      }
      return text();
    }
  }

  /**
   * Makes a repository.
   *
   * @param profiles as {@code ipfs init} knows them; {@code test} is always among them
   */
  public static Kubo init(Path repository, String... profiles) {
    Kubo kubo = new Kubo(repository);
    List<String> all = new ArrayList<>(List.of("test"));
    all.addAll(List.of(profiles));
    kubo.run("init", "--profile=" + String.join(",", all)).line();
    return kubo;
  }

  /** Runs a command with empty standard input to its end. */
  public Result run(String... words) {
    return run(NO_INPUT, words);
  }

  /**
   * Runs a command to its end.
   *
   * @param input the file that is its standard input
   * @throws AssertionError when it takes too long
   */
  public Result run(Path input, String... words) {
    List<String> command = new ArrayList<>(List.of(binary(), "--offline"));
    command.addAll(List.of(words));
    try {
      Path output = Files.createTempFile("kubo", ".out");
      Path errors = Files.createTempFile("kubo", ".err");
      try {
        int exit = end(builder(command, input, output, errors).start(), command);
        return new Result(exit, Files.readAllBytes(output), Files.readString(errors, UTF_8));
      } finally {
        Files.delete(output);
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String binary() {
    String path = System.getProperty(PROPERTY, "");
    if (path.isEmpty()) {
      throw new IllegalStateException("no Kubo was named: -D" + PROPERTY + "=PATH of ipfs");
    }
    return path;
  }

  private ProcessBuilder builder(List<String> command, Path input, Path output, Path errors) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().put("IPFS_PATH", repository.toString());
    builder.environment().put("IPFS_TELEMETRY", "off");
    builder.environment().put("HOME", repository.toString());
    return builder;
  }

  static int end(Process process, List<String> command) {
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("%s has not ended".formatted(command));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while ipfs ran", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
