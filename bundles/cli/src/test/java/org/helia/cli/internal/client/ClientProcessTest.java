package org.helia.cli.internal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.helia.cli.internal.server.FakeServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client as what it is: a process with standard streams and signals. */
@Timeout(120)
class ClientProcessTest {
  private static final int MIB = 1024 * 1024;
  private static final int SIGINT = 2;

  @TempDir Path home;

  private FakeServer server;

  @BeforeEach
  void openServer() throws IOException {
    server = new FakeServer(home.resolve("run"));
  }

  @AfterEach
  void closeServer() {
    server.close();
  }

  private ProcessBuilder client(Path run, String... words) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m",
                "-cp",
                Path.of("target", "classes").toAbsolutePath().toString(),
                Main.class.getName(),
                script().toString(),
                run.toString(),
                "12",
                "99"));
    line.addAll(List.of(words));
    return new ProcessBuilder(line).directory(home.toFile());
  }

  private ProcessBuilder client(String... words) throws IOException {
    return client(home.resolve("run"), words);
  }

  /** Stands for bin/helia, which would start a node. */
  private Path script() throws IOException {
    Path script = home.resolve("helia");
    Files.writeString(script, "#!/bin/sh\necho \"again:$*:$HELIA_TRIES\"\ncat\nexit 5\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }

  private static String text(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void command_outErrAndExitCode_areTheProcessOwn() throws Exception {
    Process both = client("both").start();

    assertThat(text(both.getInputStream())).isEqualTo("to out");
    assertThat(text(both.getErrorStream())).isEqualTo("to err");
    assertThat(both.waitFor()).isZero();
    assertThat(client("exit", "7").start().waitFor()).isEqualTo(7);
  }

  @Test
  void command_request_saysWhereTheClientIs() throws Exception {
    assertThat(text(client("where").start().getInputStream()))
        .isEqualTo(home.toRealPath().toString());
    assertThat(text(client("terminal").start().getInputStream())).isEqualTo("12 99");
    assertThat(text(client("args", "a b", "", "-n", "$x").start().getInputStream()))
        .isEqualTo("[a b][][-n][$x]");
  }

  @Test
  void input_notAskedFor_isLeftToOthers() throws Exception {
    Path input = Files.writeString(home.resolve("input"), "first second");

    Process process =
        new ProcessBuilder("sh", "-c", String.join(" ", quoted(client("both").command())) + "; cat")
            .redirectInput(input.toFile())
            .start();

    assertThat(text(process.getInputStream())).isEqualTo("to outfirst second");
  }

  private static List<String> quoted(List<String> words) {
    return words.stream().map(word -> "'" + word + "'").toList();
  }

  @Test
  void inputAndOutput_manyMegabytesThroughSmallHeaps_areTheSame() throws Exception {
    Path input = home.resolve("input");
    byte[] pattern = new byte[MIB];
    for (int i = 0; i < pattern.length; i++) {
      pattern[i] = (byte) (i * 31 + i / 251);
    }
    try (var out = Files.newOutputStream(input)) {
      for (int i = 0; i < 64; i++) {
        out.write(pattern);
      }
    }
    Path output = home.resolve("output");

    Process process =
        client("copy").redirectInput(input.toFile()).redirectOutput(output.toFile()).start();

    assertThat(process.waitFor()).isZero();
    assertThat(Files.mismatch(input, output)).isEqualTo(-1);
  }

  @Test
  void input_aDirectory_isTheCommandsError() throws Exception {
    Process process =
        new ProcessBuilder(
                "sh", "-c", String.join(" ", quoted(client("copy").command())) + " < " + home)
            .start();

    assertThat(text(process.getErrorStream())).contains("Error: standard input");
    assertThat(process.waitFor()).isEqualTo(1);
  }

  @Test
  void sigint_endsTheCommandAndExits130() throws Exception {
    assumeSigintIsNotIgnored();
    Process process = client("wait").start();
    server.awaitBegun();

    signal("INT", process);

    assertThat(process.waitFor()).isEqualTo(130);
    server.awaitBrokenOff();
  }

  @Test
  void sigterm_endsTheCommandAndExits143() throws Exception {
    Process process = client("wait").start();
    server.awaitBegun();

    signal("TERM", process);

    assertThat(process.waitFor()).isEqualTo(143);
    server.awaitBrokenOff();
  }

  /** A shell that starts something in the background may let it ignore SIGINT, children too. */
  private static void assumeSigintIsNotIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    for (String line : Files.exists(status) ? Files.readAllLines(status) : List.<String>of()) {
      if (line.startsWith("SigIgn:")) {
        long ignored = Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16);
        assumeThat(ignored & 1 << (SIGINT - 1)).as("signals ignored by these tests").isZero();
      }
    }
  }

  private static void signal(String name, Process process) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Test
  void sigkill_endsTheCommand() throws Exception {
    Process process = client("wait").start();
    server.awaitBegun();

    process.destroyForcibly();

    server.awaitBrokenOff();
  }

  @Test
  void output_closedByItsReader_endsTheCommandInSilenceAndExits141() throws Exception {
    Process process = client("zeros", "100000000000").start();
    process.getInputStream().readNBytes(10);

    process.getInputStream().close();

    assertThat(process.waitFor()).isEqualTo(141);
    assertThat(text(process.getErrorStream())).isEmpty();
    server.awaitBrokenOff();
  }

  @Test
  void node_goneInTheMiddle_isAnError() throws Exception {
    Path run = Files.createDirectory(home.resolve("other"));
    try (ServerSocketChannel dying = listen(run)) {
      Process process = client(run, "both").start();
      try (SocketChannel connection = dying.accept()) {
        connection.write(ByteBuffer.wrap(new byte[] {1, 0, 0, 0, 1, 1}));
        connection.read(ByteBuffer.allocate(1));
      }

      assertThat(text(process.getErrorStream()))
          .isEqualTo("Error: the node ended before the command did\n");
      assertThat(process.waitFor()).isEqualTo(1);
    }
  }

  @Test
  void node_ofAnotherVersion_isAnError() throws Exception {
    Path run = Files.createDirectory(home.resolve("other"));
    try (ServerSocketChannel other = listen(run)) {
      Process process = client(run, "both").start();
      try (SocketChannel connection = other.accept()) {
        connection.write(ByteBuffer.wrap(new byte[] {1, 0, 0, 0, 1, 77}));

        assertThat(text(process.getErrorStream())).contains("another version", "helia restart");
        assertThat(process.waitFor()).isEqualTo(1);
      }
    }
  }

  private static ServerSocketChannel listen(Path run) throws IOException {
    return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(run.resolve("helia.sock")));
  }

  @Test
  void node_endsBeforeItGreets_startsOverWithTheSameInput() throws Exception {
    Path run = Files.createDirectory(home.resolve("other"));
    Path input = Files.writeString(home.resolve("input"), "untouched");
    try (ServerSocketChannel dying = listen(run)) {
      Process process = client(run, "add", "a b").redirectInput(input.toFile()).start();
      dying.accept().close();

      assertThat(text(process.getInputStream())).isEqualTo("again:add a b:1\nuntouched");
      assertThat(process.waitFor()).isEqualTo(5);
    }
  }

  @Test
  void node_notThereTimeAndAgain_isGivenUp() throws Exception {
    ProcessBuilder builder = client(home.resolve("nowhere"), "both");
    builder.environment().put("HELIA_TRIES", "5");
    Process process = builder.start();

    assertThat(text(process.getErrorStream())).contains("the node does not answer");
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
  }
}
