package org.helia.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.helia.distribution.HeliaScript.Result;
import org.helia.distribution.HeliaScript.Started;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/helia} against a node that runs in the background. */
class CommandLineIT {
  private static final int MIB = 1024 * 1024;
  private static final int SIGINT = 2;

  @TempDir static Path folder;

  private static HeliaScript helia;
  private static Result started;

  @BeforeAll
  static void startNode() throws Exception {
    Distribution distribution = Distribution.unpackedInto(folder.resolve("distribution"));
    Path directory = Files.createDirectories(folder.resolve("somewhere else"));
    helia = new HeliaScript(distribution.script("helia"), folder.resolve("home"), directory);
    started = helia.run("start");
  }

  @AfterAll
  static void stopNode() throws Exception {
    Result stopped = helia.run("stop");
    assertThat(stopped.code()).as(stopped.err()).isZero();
    assertThat(helia.nodeIsAlive()).isFalse();
    assertThat(helia.home().resolve("run/helia.sock")).doesNotExist();
    assertThat(helia.run("status").code()).isEqualTo(3);
    assertThat(helia.run("stop").code()).isZero();
  }

  @Test
  void start_returned_nodeIsReady() throws Exception {
    assertThat(started.code()).as(started.err()).isZero();
    assertThat(started.err()).contains("running in " + helia.home());
    assertThat(helia.run("status", "--check").code()).isZero();
  }

  @Test
  void start_again_saysThatItRuns() throws Exception {
    Result again = helia.run("start");

    assertThat(again.code()).isZero();
    assertThat(again.err()).contains("already running", "process " + helia.nodePid());
  }

  @Test
  void status_running_exitsZero() throws Exception {
    assertThat(helia.run("status").line())
        .contains("Process:  " + helia.nodePid(), "Home:     " + helia.home());
    assertThat(helia.run("status", "--json").line()).startsWith("{").contains("\"Healthy\":true");
  }

  @Test
  void console_running_saysWhoHasTheHome() throws Exception {
    Result console = helia.run();

    assertThat(console.code()).isEqualTo(1);
    assertThat(console.err()).contains("process " + helia.nodePid());
  }

  @Test
  void add_oddNames_comeThroughAndBack() throws Exception {
    Path tree = Files.createDirectory(helia.directory().resolve("a 'tree' of $odd; \"names\""));
    for (String name :
        new String[] {"-dash", "new\nline", "ümläut", "a  b", "*", "#x", "back\\slash"}) {
      Files.writeString(tree.resolve(name), "content of " + name);
    }

    String cid = helia.run("add", "-rQ", "--", tree.getFileName().toString()).line();

    assertThat(helia.run("get", "-o", "copy", cid).code()).isZero();
    for (String name :
        new String[] {"-dash", "new\nline", "ümläut", "a  b", "*", "#x", "back\\slash"}) {
      assertThat(helia.directory().resolve("copy").resolve(name)).hasContent("content of " + name);
      assertThat(helia.run("cat", cid + "/" + name).line()).isEqualTo("content of " + name);
    }
  }

  @Test
  void command_outAndErr_areApart() throws Exception {
    Result missing =
        helia.run("cat", "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy");

    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.out()).isEmpty();
    assertThat(missing.err()).startsWith("Error: ").contains("bafkreigh2a");
  }

  @Test
  void command_unknown_namesThoseNearby() throws Exception {
    Result unknown = helia.run("blok", "get");

    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("unknown command \"blok\"", "helia block get");
    assertThat(helia.run("add", "--bogus").code()).isEqualTo(2);
  }

  @Test
  void command_ofTheContainer_isNamedWithItsScope() throws Exception {
    assertThat(helia.run("feature:list", "-i").line()).contains("helia-cli");
  }

  @Test
  void help_command_listsTheOthers() throws Exception {
    assertThat(helia.run("--help").line()).contains("helia start", "  block get ", "  dag export ");
    assertThat(helia.run("help", "block", "get").line()).startsWith("USAGE\n  helia block get");
  }

  @Test
  void pipe_manyMegabytes_areTheSameAtTheOtherEnd() throws Exception {
    Path file = helia.directory().resolve("large");
    byte[] bytes = new byte[MIB];
    try (OutputStream out = Files.newOutputStream(file)) {
      Random random = new Random(1);
      for (int i = 0; i < 64; i++) {
        random.nextBytes(bytes);
        out.write(bytes);
      }
    }
    Path copy = helia.directory().resolve("large copy");

    ProcessBuilder builder = helia.builder();
    builder.command(
        "sh",
        "-c",
        "\"$0\" add -Q < large | \"$0\" cat | \"$0\" add -Q | \"$0\" cat > 'large copy'",
        helia.script().toString());
    Process pipe = builder.inheritIO().start();

    assertThat(pipe.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(pipe.exitValue()).isZero();
    assertThat(Files.mismatch(file, copy)).isEqualTo(-1);
  }

  @Test
  void output_notRead_endsTheCommand() throws Exception {
    String cid = helia.runWith("x".repeat(16 * MIB), "add", "-Q").line();
    Process cat = helia.builder("cat", cid).start();
    try (InputStream out = cat.getInputStream()) {
      assertThat(out.readNBytes(5)).hasSize(5);
    }

    assertThat(cat.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(cat.exitValue()).isEqualTo(141);
    assertThat(cat.getErrorStream().readAllBytes()).isEmpty();
  }

  @Test
  void interrupt_whileWaitingForInput_exits130() throws Exception {
    assumeSigintIsNotIgnored();
    Process add = helia.builder("add").start();
    add.getOutputStream().write(1);
    add.getOutputStream().flush();
    // The client has asked for the input as soon as there is room again for a whole pipe.
    add.getOutputStream().write(new byte[MIB]);
    add.getOutputStream().flush();

    new ProcessBuilder("kill", "-INT", Long.toString(add.pid())).start().waitFor();

    assertThat(add.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(add.exitValue()).isEqualTo(130);
    assertThat(helia.run("status", "--check").code()).isZero();
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

  @Test
  void config_value_holdsAtOnceAndIsKept() throws Exception {
    assertThat(helia.run("config", "org.helia.cli", "maxClients").line()).isEqualTo("64");

    assertThat(helia.run("config", "org.helia.cli", "maxClients", "65").code()).isZero();

    assertThat(helia.run("config", "org.helia.cli", "maxClients").line()).isEqualTo("65");
    assertThat(helia.home().resolve("etc/org.helia.cli.cfg"))
        .content()
        .contains("maxClients")
        .contains("65");
    assertThat(helia.run("config", "org.helia.cli", "maxClients", "0").err())
        .contains("maxClients", "1 to");
    assertThat(helia.run("config", "org.helia.cli", "nope", "1").err()).contains("maxClients");
    assertThat(helia.run("config", "--unset", "org.helia.cli", "maxClients").code()).isZero();
    assertThat(helia.run("config", "org.helia.cli", "maxClients").line()).isEqualTo("64");
  }

  @Test
  void home_another_isAnotherNode() throws Exception {
    HeliaScript other =
        new HeliaScript(helia.script(), folder.resolve("h".repeat(120)), helia.directory());
    String cid = helia.runWith("only in one", "add", "-Q").line();

    Started ephemeral = other.start("block", "stat", cid);

    Result stat = other.end(ephemeral);
    assertThat(stat.code()).isEqualTo(1);
    assertThat(stat.err()).contains("not found");
    assertThat(other.nodeIsAlive()).isFalse();
    assertThat(helia.run("cat", cid).line()).isEqualTo("only in one");
  }
}
