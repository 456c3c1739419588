package org.helia.cli.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;
import org.apache.karaf.shell.support.CommandException;
import org.helia.api.CancelledException;
import org.helia.api.HeliaException;
import org.helia.cli.internal.wire.Frames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In Karaf's real shell. */
@Timeout(60)
class KarafExecutionTest {
  private final ThreadIOImpl threadIo = new ThreadIOImpl();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private SessionFactoryImpl sessions;
  private InputStream in = InputStream.nullInputStream();
  private int flags;

  @BeforeEach
  void startShell() {
    threadIo.start();
    sessions = new SessionFactoryImpl(threadIo);
  }

  @AfterEach
  void stopShell() {
    sessions.stop();
    threadIo.stop();
  }

  private Shell.Execution prepare(String... words) {
    Request request =
        new Request(List.of(words), Path.of("/some/where"), new ClientTerminal(flags, 99));
    return new KarafShell(sessions).prepare(request, in, stream(out), stream(err));
  }

  private int run(String... words) {
    return prepare(words).run();
  }

  private static PrintStream stream(ByteArrayOutputStream to) {
    return new PrintStream(to, false, StandardCharsets.UTF_8);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private void command(String name, FakeCommand.Body body) {
    sessions.getRegistry().register(new FakeCommand("helia", name, body));
  }

  @Test
  void run_oddArguments_reachTheCommandAsTheyAre() {
    command("block-get", (session, arguments) -> System.out.print(arguments));

    int code =
        run(
            "block",
            "get",
            "a b",
            "'",
            "\"",
            "$HOME",
            "$(x)",
            "; stop",
            "| x",
            "new\nline",
            "\\",
            "-x",
            "--",
            "",
            "007",
            "{}",
            "[]");

    assertThat(code).isZero();
    assertThat(out())
        .isEqualTo("[a b, ', \", $HOME, $(x), ; stop, | x, new\nline, \\, -x, --, , 007, {}, []]");
  }

  @Test
  void run_systemStreams_areTheClients() {
    in = new ByteArrayInputStream("typed".getBytes(StandardCharsets.UTF_8));
    command(
        "streams",
        (session, arguments) -> {
          System.out.print("out " + new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
          System.err.print("err");
        });

    assertThat(run("streams")).isZero();
    assertThat(out()).isEqualTo("out typed");
    assertThat(err()).isEqualTo("err");
  }

  @Test
  void run_session_knowsTheClient() {
    AtomicReference<Session> seen = new AtomicReference<>();
    command("look", (session, arguments) -> seen.set(session));
    flags = Frames.TERMINAL_OUT | Frames.TERMINAL_ERR;

    run("look");

    assertThat(seen.get().currentDir()).isEqualTo(Path.of("/some/where"));
    assertThat(seen.get().get("helia.terminals")).isEqualTo("12");
    assertThat(seen.get().get("helia.columns")).isEqualTo(99);
  }

  @Test
  void run_commandOfAnotherScope_isNamedWithIt() {
    sessions
        .getRegistry()
        .register(
            new FakeCommand("other", "thing", (session, arguments) -> System.out.print("other")));

    assertThat(run("other:thing")).isZero();
    assertThat(out()).isEqualTo("other");
    assertThat(run("thing")).isEqualTo(2);
  }

  @Test
  void run_commandOfTheShell_works() {
    assertThat(run("shell:echo", "a  b", "$c")).isZero();
    assertThat(out()).isEqualTo("a  b $c\n");
  }

  @Test
  void run_result_isPrinted() {
    sessions.getRegistry().register(new FakeCommand("helia", "answer", "forty-two"));

    assertThat(run("answer")).isZero();
    assertThat(out()).isEqualTo("forty-two\n");
  }

  @Test
  void run_failure_isReported() {
    command(
        "fail",
        (session, arguments) -> {
          throw new HeliaException("it is broken");
        });

    assertThat(run("fail")).isEqualTo(1);
    assertThat(err()).isEqualTo("Error: it is broken\n");
    assertThat(out()).isEmpty();
  }

  @Test
  void run_failureWithTrace_showsTheStack() {
    command(
        "fail",
        (session, arguments) -> {
          throw new IOException("it is broken");
        });
    flags = Frames.TRACE;

    assertThat(run("fail")).isEqualTo(1);
    assertThat(err()).startsWith("Error: it is broken\n").contains("IOException", "at org.helia");
  }

  @Test
  void run_misuse_hasItsOwnCode() {
    command(
        "misuse",
        (session, arguments) -> {
          throw new CommandException("shown in the console", "unknown option");
        });

    assertThat(run("misuse")).isEqualTo(2);
    assertThat(err()).isEqualTo("Error: unknown option\n");
  }

  @Test
  void run_linkageError_isReported() {
    command(
        "broken",
        (session, arguments) -> {
          throw new NoClassDefFoundError("org/example/Gone");
        });

    assertThat(run("broken")).isEqualTo(1);
    assertThat(err()).contains("org/example/Gone");
  }

  @Test
  void run_unknown_namesThoseNearby() {
    command("block-get", (session, arguments) -> {});

    assertThat(run("blok", "get", "x")).isEqualTo(2);
    assertThat(err()).contains("unknown command \"blok\"", "helia block get");
    assertThat(run()).isEqualTo(2);
  }

  @Test
  void run_help_listsTheCommands() {
    command("block-get", (session, arguments) -> System.out.print(arguments));
    command("add", (session, arguments) -> {});

    assertThat(run("help")).isZero();
    assertThat(out())
        .isEqualTo("  add        the command add\n  block get  the command block-get\n");
    out.reset();
    assertThat(run("help", "block", "get")).isZero();
    assertThat(out()).isEqualTo("[--help]");
  }

  @Test
  void cancel_running_interruptsAndWaitsForTheCommand() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger cleanedUp = new AtomicInteger();
    command(
        "wait",
        (session, arguments) -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            cleanedUp.set(1);
            throw CancelledException.interrupted("waiting");
          }
        });
    Shell.Execution execution = prepare("wait");
    AtomicInteger code = new AtomicInteger();
    Thread runner = new Thread(() -> code.set(execution.run()));
    runner.start();
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

    execution.cancel();
    runner.join(TimeUnit.SECONDS.toMillis(30));

    assertThat(code).hasValue(130);
    assertThat(cleanedUp).hasValue(1);
    assertThat(err()).isEqualTo("Error: waiting was cancelled\n");
  }

  @Test
  void cancel_beforehand_startsNothing() {
    AtomicInteger started = new AtomicInteger();
    command("count", (session, arguments) -> started.incrementAndGet());
    Shell.Execution execution = prepare("count");

    execution.cancel();

    assertThat(execution.run()).isEqualTo(130);
    assertThat(started).hasValue(0);
  }
}
