package org.helia.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the documentation tells people to type works. Each page's blocks of shell commands are run
 * one after the other, in a folder that has {@code bin/} and {@code docs/} as a checkout does after
 * the quick start. Blocks that build are left out: the build itself runs them.
 */
class DocumentationIT {
  private static final Path PROJECT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final long PATIENCE_SECONDS = 300;
  private static final int GATEWAY_PORT = 8080;

  @TempDir Path folder;

  static Stream<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(PROJECT.resolve("README.md")));
    try (Stream<Path> docs = Files.list(PROJECT.resolve("docs"))) {
      docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages.stream().filter(page -> !commands(page).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void commands_typedInOrder_succeed(Path page) throws Exception {
    assumeTrue(
        commands(page).stream().noneMatch(each -> each.contains("curl ")) || canUseTheGateway(),
        "this machine has no curl, or something else listens on port " + GATEWAY_PORT);
    Distribution distribution = Distribution.unpackedInto(folder.resolve("checkout"));
    copyDocs(distribution.root());
    Path home = folder.resolve("home");
    StringBuilder script = new StringBuilder("set -eux\n");
    for (String block : commands(page)) {
      script.append("bin/helia start\n").append(block);
    }
    try {
      run(script.toString(), distribution.root(), home);
    } finally {
      run("bin/helia stop\n", distribution.root(), home);
    }
  }

  /** The tests need a JDK and Maven only, and leave the ports of others alone. */
  private static boolean canUseTheGateway() throws Exception {
    try (ServerSocket free = new ServerSocket(GATEWAY_PORT, 1, InetAddress.getLoopbackAddress())) {
      return free.isBound()
          && new ProcessBuilder("sh", "-c", "command -v curl").start().waitFor() == 0;
    } catch (BindException e) {
      return false;
    }
  }

  private void run(String script, Path directory, Path home) throws Exception {
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", script)
            .directory(directory.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("HELIA_HOME", home.toString());
    Process process = builder.start();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("the commands end").isTrue();
    assertThat(process.exitValue()).as("exit code; the commands wrote:%n%s", text(log)).isZero();
  }

  private static String text(Path log) throws IOException {
    return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
  }

  private static void copyDocs(Path checkout) throws IOException {
    Files.createDirectory(checkout.resolve("target"));
    Path docs = PROJECT.resolve("docs");
    try (Stream<Path> files = Files.walk(docs)) {
      for (Path file : files.toList()) {
        Files.copy(file, checkout.resolve("docs").resolve(docs.relativize(file).toString()));
      }
    }
  }

  /** The blocks of a page that are marked as shell commands, without those that build. */
  private static List<String> commands(Path page) {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = null;
    for (String line : lines(page)) {
      if (block == null && line.equals("```sh")) {
        block = new StringBuilder();
      } else if (block != null && line.equals("```")) {
        blocks.add(block.toString());
        block = null;
      } else if (block != null) {
        block.append(line).append('\n');
      }
    }
    return blocks.stream().filter(each -> !each.contains("mvn ")).toList();
  }

  private static List<String> lines(Path page) {
    try {
      return Files.readAllLines(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
