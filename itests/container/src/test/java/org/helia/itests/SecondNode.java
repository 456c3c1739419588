package org.helia.itests;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.helia.multiformats.Cid;
import org.helia.multiformats.multiaddr.Multiaddr;

/**
 * Another node of the same distribution, in a process of its own, which gives out what it has by
 * Bitswap and over HTTP, both on loopback.
 */
final class SecondNode implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Pattern ADDRESS =
      Pattern.compile("/ip4/127\\.0\\.0\\.1/tcp/[1-9]\\d*/p2p/\\w+");

  private final Path folder;
  private final int httpPort;

  private SecondNode(Path folder, int httpPort) {
    this.folder = folder;
    this.httpPort = httpPort;
  }

  /**
   * Starts one.
   *
   * @param distribution the archive
   * @param parent a folder with a short name, as the node's socket is below it
   */
  static SecondNode started(Path distribution, Path parent) throws Exception {
    Path folder = Files.createTempDirectory(parent, "second");
    Path unpacked = Files.createDirectories(folder.resolve("distribution"));
    run(
        new ProcessBuilder(
            "tar", "xzf", distribution.toString(), "--strip-components=1", "-C", "" + unpacked),
        folder);
    SecondNode node = new SecondNode(folder, freePort());
    try {
      node.start();
      return node;
    } catch (Exception | AssertionError e) {
      node.close();
      throw e;
    }
  }

  private void start() throws IOException {
    Path etc = Files.createDirectories(folder.resolve("home/etc"));
    Files.writeString(etc.resolve("org.helia.net.cfg"), "listen = /ip4/127.0.0.1/tcp/0\n");
    Files.writeString(etc.resolve("org.helia.http.server.cfg"), "port = " + httpPort + "\n");
    helia("start");
    // Without refreshes: they would end the command that asks for them.
    helia("feature:install", "-r", "helia-node", "helia-gateway-trustless");
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return free.getLocalPort();
    }
  }

  /** Where it speaks Bitswap; waits until it does. */
  Multiaddr address() {
    String[] found = new String[1];
    Eventually.holds(
        () -> "the second node listens",
        PATIENCE,
        () -> {
          Matcher matcher = ADDRESS.matcher(helia("id"));
          found[0] = matcher.find() ? matcher.group() : null;
          return found[0] != null;
        });
    return Multiaddr.parse(found[0]);
  }

  /** Where its gateway listens on loopback. */
  int httpPort() {
    return httpPort;
  }

  /** Lets it have a file in blocks of 256 KiB. */
  Cid add(Path file) {
    return Cid.parse(
        helia("add", "-Q", "--chunker=size-262144", "--raw-leaves", file.toString()).strip());
  }

  /** What a command of its prints. */
  private String helia(String... words) {
    List<String> line = new ArrayList<>(List.of(folder + "/distribution/bin/helia"));
    line.addAll(List.of(words));
    ProcessBuilder command = new ProcessBuilder(line);
    command.environment().put("HELIA_HOME", folder.resolve("home").toString());
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    try {
      return run(command, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  private static String run(ProcessBuilder command, Path folder)
      throws IOException, InterruptedException {
    Path printed = Files.createTempFile(folder, "printed", ".txt");
    Process process = command.redirectErrorStream(true).redirectOutput(printed.toFile()).start();
    boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    String text = Files.readString(printed);
    if (!ended || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new AssertionError(
          "%s %s: %s".formatted(command.command(), ended ? "failed" : "did not end in time", text));
    }
    return text;
  }

  /** Stops it and deletes all that it had. */
  @Override
  public void close() throws IOException {
    helia("stop");
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }
}
