package org.helia.cli.internal.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.helia.cli.internal.wire.FrameReader;
import org.helia.cli.internal.wire.Frames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServerTest {
  private static final int MAX_CLIENTS = 3;

  @TempDir Path home;

  private final FakeShell shell = new FakeShell();
  private Path run;
  private Server server;

  @BeforeEach
  void openServer() throws IOException {
    run = home.resolve("run");
    server = new Server(run, shell, MAX_CLIENTS, null);
  }

  @AfterEach
  void closeServer() {
    server.close();
  }

  private RawClient client() throws IOException {
    return new RawClient(run);
  }

  private RawClient running(String... words) throws IOException {
    return client().greeted().request(words);
  }

  @Test
  void request_oddArguments_arriveAsTheyAre() throws IOException {
    try (RawClient client =
        running("args", "a b", "'\"", "$HOME", "; rm", "new\nline", "--", "-x", "", "🪐")) {
      assertThat(client.exitCode()).isZero();
      assertThat(client.output()).isEqualTo("[a b]['\"][$HOME][; rm][new\nline][--][-x][][🪐]");
    }
  }

  @Test
  void request_outAndErr_comeApart() throws IOException {
    try (RawClient client = running("both")) {
      assertThat(client.exitCode()).isZero();
      assertThat(client.output()).isEqualTo("to out");
      assertThat(client.errors()).isEqualTo("to err");
      assertThat(client.nodeEnds).isFalse();
    }
  }

  @Test
  void request_exitCode_isPassedOn() throws IOException {
    try (RawClient client = running("exit", "7")) {
      assertThat(client.exitCode()).isEqualTo(7);
    }
  }

  @Test
  void request_commandBreaks_exitIsNotZero() throws IOException {
    try (RawClient client = running("fail")) {
      assertThat(client.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void stdin_notAskedFor_givesNoCredit() throws IOException {
    try (RawClient client = running("both")) {
      client.exitCode();
      assertThat(client.credit).isZero();
    }
  }

  @Test
  void stdin_untilItsEnd_isCopied() throws IOException {
    try (RawClient client = running("copy")) {
      client.readTo(Frames.CREDIT);
      client.send(Frames.STDIN, "hello ").send(Frames.STDIN, "world").out.write(Frames.STDIN_END);
      assertThat(client.exitCode()).isZero();
      assertThat(client.output()).isEqualTo("hello world");
    }
  }

  @Test
  void stdin_failing_isTheCommandsError() throws IOException {
    try (RawClient client = running("copy")) {
      client.send(Frames.STDIN_FAILED, "standard input: Is a directory");
      assertThat(client.exitCode()).isEqualTo(1);
      assertThat(client.errors()).isEqualTo("Error: standard input: Is a directory\n");
    }
  }

  @Test
  void stdin_overCredit_cutsTheClientOff() throws IOException {
    try (RawClient client = running("first")) {
      client.readTo(Frames.CREDIT);
      assertThat(client.credit).isEqualTo(Inbox.WINDOW_BYTES);
      byte[] much = new byte[Frames.MAX_PAYLOAD_BYTES];
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  client.out.write(Frames.STDIN, ByteBuffer.wrap(much));
                }
              })
          .isInstanceOf(IOException.class);
    }
    assertStillServing();
  }

  @Test
  void stdinAndStdout_muchBothWays_staysWithinTheWindows() throws Exception {
    int total = 64 * 1024 * 1024;
    try (RawClient client = running("copy")) {
      Thread sender = new Thread(() -> sendWithinCredit(client, total));
      sender.start();
      long received = 0;
      for (int type = client.in.next(); type != Frames.EXIT; type = client.in.next()) {
        if (type == Frames.STDOUT) {
          received += client.in.payload().remaining();
        } else if (type == Frames.CREDIT) {
          synchronized (client) {
            client.credit += client.in.payload().getInt();
            assertThat(client.credit).isLessThanOrEqualTo(Inbox.WINDOW_BYTES);
            client.notifyAll();
          }
        }
      }
      assertThat(received).isEqualTo(total);
      sender.join();
    }
  }

  private static void sendWithinCredit(RawClient client, int total) {
    byte[] bytes = new byte[Frames.MAX_PAYLOAD_BYTES];
    try {
      for (int left = total; left > 0; ) {
        int count;
        synchronized (client) {
          while (client.credit == 0) {
            client.wait();
          }
          count = Math.min(Math.min(left, client.credit), bytes.length);
          client.credit -= count;
        }
        client.out.write(Frames.STDIN, ByteBuffer.wrap(bytes, 0, count));
        left -= count;
      }
      client.out.write(Frames.STDIN_END);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void cancel_whileTheCommandWaits_endsIt() throws Exception {
    try (RawClient client = running("wait")) {
      shell.begun.acquire();
      client.out.write(Frames.CANCEL);
      assertThat(client.exitCode()).isEqualTo(Shell.Execution.CANCELLED);
    }
  }

  @Test
  void cancel_whileItWaitsForInput_endsIt() throws Exception {
    try (RawClient client = running("copy")) {
      client.readTo(Frames.CREDIT);
      client.out.write(Frames.CANCEL);
      assertThat(client.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void cancel_whileNobodyReadsTheOutput_endsIt() throws Exception {
    try (RawClient client = running("zeros", "100000000")) {
      shell.begun.acquire();
      client.out.write(Frames.CANCEL);
      assertThat(shell.brokenOff.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void disconnect_whileTheCommandRuns_endsIt() throws Exception {
    try (RawClient client = running("wait")) {
      shell.begun.acquire();
      client.close();
      assertThat(shell.brokenOff.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void disconnect_inTheMiddleOfOutput_endsIt() throws Exception {
    try (RawClient client = running("zeros", "100000000000")) {
      client.readTo(Frames.STDOUT);
      client.close();
      assertThat(shell.brokenOff.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    }
    assertStillServing();
  }

  @Test
  void frame_overTheLimit_cutsTheClientOff() throws IOException {
    try (RawClient client = client().greeted()) {
      assertThat(client.isCutOffOn(() -> client.sendRaw("107fffffff"))).isTrue();
    }
    assertStillServing();
  }

  @Test
  void frame_half_cutsTheClientOff() throws IOException {
    try (RawClient client = client().greeted()) {
      client.sendRaw("1000000005ff");
      assertThat(client.isCutOffOn(client.channel::shutdownOutput)).isTrue();
    }
    assertStillServing();
  }

  @Test
  void frame_notPartOfARequest_cutsTheClientOff() throws IOException {
    try (RawClient client = client().greeted()) {
      assertThat(client.isCutOffOn(() -> client.sendRaw("1400000001ff"))).isTrue();
    }
    assertStillServing();
  }

  @Test
  void frame_unknownWhileRunning_endsTheCommand() throws Exception {
    try (RawClient client = running("wait")) {
      shell.begun.acquire();
      client.sendRaw("7700000000");
      assertThat(shell.brokenOff.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    }
    assertStillServing();
  }

  @Test
  void request_withoutDirectory_cutsTheClientOff() throws IOException {
    try (RawClient client = client().greeted()) {
      assertThat(
              client.isCutOffOn(() -> client.send(Frames.ARGUMENT, "both").out.write(Frames.RUN)))
          .isTrue();
    }
  }

  @Test
  void request_relativeDirectory_cutsTheClientOff() throws IOException {
    try (RawClient client = client().greeted()) {
      assertThat(
              client.isCutOffOn(
                  () -> client.send(Frames.DIRECTORY, "some/where").out.write(Frames.RUN)))
          .isTrue();
    }
  }

  @Test
  void request_overTheLimit_cutsTheClientOff() throws IOException {
    try (RawClient client = client().greeted()) {
      String word = "x".repeat(Frames.MAX_PAYLOAD_BYTES);
      assertThatThrownBy(
              () -> {
                for (int i = 0; i <= 2 * Frames.MAX_REQUEST_BYTES / word.length(); i++) {
                  client.send(Frames.ARGUMENT, word);
                }
                client.readTo(FrameReader.END);
              })
          .isInstanceOf(IOException.class);
    }
    assertStillServing();
  }

  @Test
  void client_overTheNumber_isToldSo() throws Exception {
    RawClient[] busy = new RawClient[MAX_CLIENTS];
    for (int i = 0; i < MAX_CLIENTS; i++) {
      busy[i] = running("wait");
    }
    shell.begun.acquire(MAX_CLIENTS);

    try (RawClient client = client().greeted()) {
      assertThat(client.exitCode()).isEqualTo(1);
      assertThat(client.errors()).contains("3 commands at once already", "maxClients");
    }

    server.maxClients(MAX_CLIENTS + 1);
    try (RawClient client = running("both")) {
      assertThat(client.exitCode()).isZero();
    }
    for (RawClient one : busy) {
      one.close();
    }
  }

  @Test
  void close_withRunningCommand_tellsTheClient() throws Exception {
    try (RawClient client = running("wait")) {
      shell.begun.acquire();
      server.close();
      assertThat(client.exitCode()).isEqualTo(Shell.Execution.CANCELLED);
      assertThat(client.errors()).isEqualTo("Error: the node is stopping\n");
    }
    assertThat(run.resolve(SocketFile.NAME)).doesNotExist();
  }

  @Test
  void socket_open_isForTheOwnerOnly() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(run.resolve(SocketFile.NAME))))
        .isEqualTo("rw-------");
  }

  @Test
  void open_directoryOpenToOthers_isClosedToThem() throws IOException {
    Path other = Files.createDirectory(home.resolve("other"));
    Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rwxrwxrwx"));

    try (Server second = new Server(other, shell, 1, null)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(other)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void open_socketOfALivingNode_isRefused() {
    assertThatThrownBy(() -> new Server(run, shell, 1, null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(run.toString())
        .hasMessageContaining("HELIA_HOME");
  }

  @Test
  void open_socketOfADeadNode_isReplaced() throws IOException {
    Path other = Files.createDirectory(home.resolve("other"));
    Files.writeString(other.resolve(SocketFile.NAME), "left behind");

    try (Server second = new Server(other, shell, 1, null);
        RawClient client = new RawClient(other).greeted().request("both")) {
      assertThat(client.exitCode()).isZero();
    }
  }

  @Test
  void open_deepDirectory_worksAllTheSame() throws IOException {
    Path deep = home.resolve("d".repeat(100)).resolve("e".repeat(100)).resolve("run");

    try (Server second = new Server(deep, shell, 1, null);
        RawClient client = new RawClient(deep).greeted().request("both")) {
      assertThat(client.exitCode()).isZero();
      assertThat(deep.resolve(SocketFile.NAME)).exists();
    }
    assertThat(deep.resolve(SocketFile.NAME)).doesNotExist();
  }

  @Test
  void ephemeral_lastClientGone_endsTheNode() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    Path other = home.resolve("other");
    try (Server ephemeral = new Server(other, shell, 2, ended::countDown);
        RawClient first = new RawClient(other).greeted().request("wait");
        RawClient second = new RawClient(other).greeted().request("both")) {
      shell.begun.acquire(2);
      second.exitCode();
      assertThat(second.nodeEnds).isFalse();

      first.out.write(Frames.CANCEL);
      first.exitCode();
      assertThat(first.nodeEnds).isTrue();
      assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(other.resolve(SocketFile.NAME)).doesNotExist();
      assertThat(ephemeral).isNotNull();
    }
  }

  private void assertStillServing() throws IOException {
    try (RawClient client = running("both")) {
      assertThat(client.exitCode()).isZero();
    }
  }
}
