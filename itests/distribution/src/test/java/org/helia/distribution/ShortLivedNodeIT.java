package org.helia.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.helia.distribution.HeliaScript.Result;
import org.helia.distribution.HeliaScript.Started;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/helia} when no node runs. */
class ShortLivedNodeIT {
  @TempDir static Path folder;

  private static HeliaScript helia;

  @BeforeAll
  static void unpack() throws Exception {
    Distribution distribution = Distribution.unpackedInto(folder.resolve("distribution"));
    helia = new HeliaScript(distribution.script("helia"), folder.resolve("home"), folder);
  }

  @AfterAll
  static void stopNode() throws Exception {
    helia.run("stop");
  }

  @Test
  void command_noNode_runsInOneThatEndsWithIt() throws Exception {
    String cid = helia.runWith("some content", "add", "-Q").line();
    assertThat(helia.nodeIsAlive()).isFalse();

    assertThat(helia.run("cat", cid).line()).isEqualTo("some content");
    assertThat(helia.nodeIsAlive()).isFalse();
    assertThat(helia.run("status").code()).isEqualTo(3);
  }

  @Test
  void commands_severalAtOnce_shareOneNode() throws Exception {
    Started[] all = new Started[3];
    for (int i = 0; i < all.length; i++) {
      all[i] = helia.start("version", "-n");
    }
    for (Started one : all) {
      Result result = helia.end(one);
      assertThat(result.code()).as(result.err()).isZero();
      assertThat(result.err()).isEmpty();
      assertThat(result.out()).isNotBlank();
    }
    assertThat(helia.nodeIsAlive()).isFalse();
  }

  @Test
  void command_nodeWasKilled_replacesTheSocketLeftBehind() throws Exception {
    Result start = helia.run("start");
    assertThat(start.code()).as(start.err()).isZero();
    new ProcessBuilder("kill", "-KILL", Long.toString(helia.nodePid())).start().waitFor();
    assertThat(helia.home().resolve("run/helia.sock")).exists();

    Result version = helia.run("version");

    assertThat(version.line()).startsWith("helia version ");
    assertThat(helia.nodeIsAlive()).isFalse();
  }

  @Test
  void start_rightAfterACommand_waitsForItsNode() throws Exception {
    Started version = helia.start("version");

    Result start = helia.run("start");

    assertThat(start.code()).as(start.err()).isZero();
    assertThat(helia.end(version).code()).isZero();
    assertThat(helia.run("status").code()).isZero();
    assertThat(helia.run("stop").code()).isZero();
  }

  @Test
  void command_homeThatCannotBe_saysSo() throws Exception {
    Path file = Files.createTempFile(folder, "file", "");
    HeliaScript impossible = new HeliaScript(helia.script(), file.resolve("home"), folder);

    for (String command : new String[] {"version", "start"}) {
      Result result = impossible.run(command);
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err()).contains("cannot write to the node's home " + file.resolve("home"));
    }
  }
}
