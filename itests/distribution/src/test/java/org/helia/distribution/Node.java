package org.helia.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A node started by {@code helia-container server}, a process of its own. */
final class Node implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final String LISTENING = "0A";

  private final Path home;
  private final Path printed;
  private final Process process;

  private Node(Path home, Path printed, Process process) {
    this.home = home;
    this.printed = printed;
    this.process = process;
  }

  static Node startedIn(Path home, Distribution distribution) throws IOException {
    return startedIn(home, home.getParent(), distribution);
  }

  static Node startedIn(Path home, Path printedIn, Distribution distribution) throws IOException {
    Path printed = Files.createTempFile(printedIn, "printed", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(distribution.script("helia-container").toString(), "server");
    builder.environment().put("HELIA_HOME", home.toString());
    builder.redirectErrorStream(true).redirectOutput(printed.toFile());
    return new Node(home, printed, builder.start());
  }

  /** Waits until Karaf has installed and started all features of the start. */
  Node ready() {
    await("node in " + home + " is ready")
        .atMost(START)
        .until(() -> !process.isAlive() || isBooted());
    assertThat(process.isAlive()).as("node runs; it printed: %s", printed()).isTrue();
    return this;
  }

  private boolean isBooted() throws IOException {
    Path cache = home.resolve("data/cache");
    if (!Files.isDirectory(cache)) {
      return false;
    }
    try (var bundles = Files.list(cache)) {
      return bundles.map(bundle -> bundle.resolve("data/state.json")).anyMatch(Node::saysBootDone);
    }
  }

  private static boolean saysBootDone(Path state) {
    try {
      return Files.exists(state) && Files.readString(state).contains("\"bootDone\":true");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  String printed() {
    try {
      return Files.readString(printed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What SIGTERM leads to. */
  int stop() throws InterruptedException {
    process.destroy();
    return exitCode();
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS))
        .as("node in %s ends", home)
        .isTrue();
    return process.exitValue();
  }

  /** The local addresses of TCP sockets that this process listens on, as Linux tells them. */
  Set<String> listening() throws IOException {
    Set<String> mine = sockets();
    return Stream.of("tcp", "tcp6")
        .map(table -> Path.of("/proc/net", table))
        .filter(Files::exists)
        .flatMap(Node::rows)
        .map(row -> row.trim().split("\\s+", -1))
        .filter(row -> row[3].equals(LISTENING) && mine.contains("socket:[" + row[9] + "]"))
        .map(row -> row[1])
        .collect(Collectors.toSet());
  }

  private Set<String> sockets() throws IOException {
    try (var descriptors = Files.list(Path.of("/proc", Long.toString(pid()), "fd"))) {
      return descriptors
          .map(Node::target)
          .filter(target -> target.startsWith("socket:"))
          .collect(Collectors.toSet());
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  private static Stream<String> rows(Path table) {
    try {
      return Files.readAllLines(table).stream().skip(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
