package org.helia.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.helia.multiformats.Cid;
import org.helia.shell.internal.TestShell;
import org.helia.shell.internal.TestShell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DagCommandsTest {
  private static final String A = "QmZQz3c9HB8rGTEE3eD1VpxEHnEKwC4riczuAFzUw5JMpe";
  private static final String DIRECTORY = "QmRc1fPvoVwfHuzsLdNo92x4vQvjTG4ELywLcnRDjRFg1R";

  @TempDir Path home;

  private final TestShell shell = new TestShell();

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void export_root_writesTheCarAndNothingElse() {
    Result result = shell.run("dag-export", A);

    assertThat(result.out()).isEqualTo("CAR " + A);
    assertThat(result.err()).isEmpty();
  }

  @Test
  void export_path_isResolvedFirst() {
    shell.node.unixFs.file(A, "hello a").directory(DIRECTORY, "a.txt", A);

    assertThat(shell.run("dag-export", DIRECTORY + "/a.txt").out()).isEqualTo("CAR " + A);
  }

  @Test
  void import_stdin_printsTheRoot() {
    assertThat(shell.input("CAR " + A).run("dag-import").out())
        .isEqualTo("Imported root\t" + A + "\n");
  }

  @Test
  void import_filesWithStats_countsThemTogether() throws IOException {
    Files.writeString(home.resolve("a.car"), "CAR " + A);
    Files.writeString(home.resolve("b.car"), "CAR " + DIRECTORY);

    assertThat(shell.in(home).run("dag-import", "--stats", "a.car", "b.car").out())
        .isEqualTo(
            "Imported root\t"
                + A
                + "\nImported root\t"
                + DIRECTORY
                + "\nImported 12 blocks (596 bytes)\n");
  }

  @Test
  void import_json_hasKubosKeys() {
    assertThat(shell.input("CAR " + A).run("dag-import", "--json", "--stats").out())
        .isEqualTo(
            "{\"Root\":{\"Cid\":{\"/\":\""
                + A
                + "\"},\"Missing\":false}}\n"
                + "{\"Stats\":{\"BlockCount\":6,\"BlockBytesCount\":298}}\n");
  }

  @Test
  void import_silent_printsNothing() {
    assertThat(shell.input("CAR " + A).run("dag-import", "--silent", "--stats").out()).isEmpty();
  }

  @Test
  void import_rootMissing_isAWarning() {
    shell.node.cars.missing.add(Cid.parse(A));

    Result result = shell.input("CAR " + A).run("dag-import");

    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("Warning", A);
    assertThat(result.error()).isEmpty();
  }

  @Test
  void import_notACar_isAnError() {
    Result result = shell.input("nonsense").run("dag-import");

    assertThat(result.error()).contains("broken at byte 0");
    assertThat(result.misused()).isFalse();
  }

  @Test
  void import_missingFile_isAnError() {
    assertThat(shell.in(home).run("dag-import", "nope.car").error())
        .contains("nope.car: no such file or directory");
  }

  @Test
  void import_pinRoots_isRefused() {
    assertThat(shell.run("dag-import", "--pin-roots").misused()).isTrue();
  }
}
