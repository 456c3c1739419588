package org.helia.testkit.kubo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A running Kubo that listens on free ports of loopback and knows nobody. Close it to end its
 * process.
 */
public final class KuboDaemon implements AutoCloseable {
  private static final long STOP_SECONDS = 30;
  private static final String READY = "Daemon is ready";

  private static final String LISTEN =
      """
      ["/ip4/127.0.0.1/tcp/0", "/ip4/127.0.0.1/udp/0/quic-v1", "/ip4/127.0.0.1/tcp/0/ws"]""";

  /** What would make it look for others. */
  private static final List<String> OFF =
      List.of(
          "AutoConf.Enabled",
          "AutoTLS.Enabled",
          "Discovery.MDNS.Enabled",
          "HTTPRetrieval.Enabled",
          "Swarm.RelayClient.Enabled");

  private final Path repository;
  private final Process process;

  private KuboDaemon(Path repository, Process process) {
    this.repository = repository;
    this.process = process;
  }

  /** Makes a repository and starts a daemon on it; returns when it is ready. */
  public static KuboDaemon start(Path repository) {
    Kubo kubo = Kubo.init(repository);
    configure(kubo);
    try {
      Process process = builder(repository, "daemon").redirectErrorStream(true).start();
      KuboDaemon daemon = new KuboDaemon(repository, process);
      try {
        daemon.awaitReady();
      } catch (AssertionError e) {
        daemon.close();
        throw e;
      }
      return daemon;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void configure(Kubo kubo) {
    kubo.run("bootstrap", "rm", "--all").line();
    Map.of(
            "Addresses.Swarm", LISTEN,
            "Bootstrap", "[]",
            "DNS.Resolvers", "{}",
            "Routing.DelegatedRouters", "[]",
            "Ipns.DelegatedPublishers", "[]",
            "Swarm.DisableNatPortMap", "true")
        .forEach((option, value) -> kubo.run("config", "--json", option, value).line());
    OFF.forEach(option -> kubo.run("config", "--json", option, "false").line());
    kubo.run("config", "--json", "Gateway.NoFetch", "true").line();
    kubo.run("config", "Routing.Type", "none").line();
    kubo.run("config", "Addresses.API", "/ip4/127.0.0.1/tcp/0").line();
    kubo.run("config", "Addresses.Gateway", "/ip4/127.0.0.1/tcp/0").line();
  }

  private static ProcessBuilder builder(Path repository, String... words) {
    List<String> command = new ArrayList<>(List.of(Kubo.binary()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("IPFS_PATH", repository.toString());
    builder.environment().put("IPFS_TELEMETRY", "off");
    builder.environment().put("HOME", repository.toString());
    return builder;
  }

  private void awaitReady() throws IOException {
    StringBuilder said = new StringBuilder();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.append(line).append('\n');
      if (line.contains(READY)) {
        return;
      }
    }
    throw new AssertionError("the daemon of Kubo has ended: " + said);
  }

  /**
   * Runs a command beside the daemon.
   *
   * @return what it wrote to standard output and standard error
   * @throws AssertionError when it fails or takes too long
   */
  public String run(String... words) {
    try {
      Process command =
          builder(repository, words)
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .start();
      String output = new String(command.getInputStream().readAllBytes(), UTF_8);
      int exit = Kubo.end(command, List.of(words));
      if (exit != 0) {
        throw new AssertionError(
            "ipfs %s ended with %d: %s".formatted(String.join(" ", words), exit, output));
      }
      return output.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where its gateway listens, as in "http://127.0.0.1:12345"; it gives out what is there. */
  public String gateway() {
    try {
      return Files.readString(repository.resolve("gateway")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
