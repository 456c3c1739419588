package org.helia.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.helia.api.car.CarIndexKind;
import org.helia.api.dag.DagScope;
import org.helia.api.dag.EntityRange;
import org.helia.api.pin.Pin;
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
  void export_severalPaths_areOneCar() {
    assertThat(shell.run("dag-export", DIRECTORY + "/a.txt", A).out())
        .isEqualTo("CAR /ipfs/" + DIRECTORY + "/a.txt " + A);
    assertThat(shell.node.cars.selection.scope()).isEqualTo(DagScope.ALL);
  }

  @Test
  void export_scopeRangeAndDepth_areSelected() {
    shell.run("dag-export", "--entity-bytes=-5:*", "--dups", A);
    assertThat(shell.node.cars.selection.scope()).isEqualTo(DagScope.ENTITY);
    assertThat(shell.node.cars.selection.range()).isEqualTo(EntityRange.parse("-5:*"));
    assertThat(shell.node.cars.selection.walk().duplicates()).isTrue();

    shell.run("dag-export", "--dag-scope", "block", "--max-depth", "3", A);
    assertThat(shell.node.cars.selection.scope()).isEqualTo(DagScope.BLOCK);
    assertThat(shell.node.cars.selection.walk().maxDepth()).isEqualTo(3);
  }

  @Test
  void export_wrongOptions_areMisuse() {
    for (String option :
        List.of(
            "--dag-scope=half", "--entity-bytes=5", "--max-depth=-2", "--index-codec=tree -o x")) {
      assertThat(shell.run("dag-export", (option + " " + A).split(" ")).misused())
          .as(option)
          .isTrue();
    }
    assertThat(shell.run("dag-export", "--dag-scope=all", "--entity-bytes=0:*", A).error())
        .isEmpty();
    assertThat(shell.run("dag-export", "--dag-scope=all", "--entity-bytes=1:*", A).misused())
        .isTrue();
  }

  @Test
  void export_localOnly_leavesOutWhatIsNotThere() {
    shell.run("dag-export", "--local-only", A);

    assertThat(shell.node.cars.selection.walk().filter().test(Cid.parse(A))).isFalse();
  }

  @Test
  void export_toFile_isIndexed() throws IOException {
    Result result =
        shell.in(home).run("dag-export", "-o", "a.car", "--index-codec=car-index-sorted", A);

    assertThat(result.out() + result.error()).isEmpty();
    assertThat(home.resolve("a.car")).hasContent("CAR " + A);
    assertThat(shell.node.cars.kind).isEqualTo(CarIndexKind.SORTED);
  }

  @Test
  void import_stdin_printsTheRoot() {
    assertThat(shell.input("CAR " + A).run("dag-import").out())
        .isEqualTo("Pinned root\t" + A + "\tsuccess\n");
    assertThat(shell.node.pins.all).extracting(Pin::cid).containsExactly(Cid.parse(A));
  }

  @Test
  void import_pinRootsFalse_onlyPrintsThem() {
    assertThat(shell.input("CAR " + A).run("dag-import", "--pin-roots=false").out())
        .isEqualTo("Imported root\t" + A + "\n");
    assertThat(shell.node.pins.all).isEmpty();
  }

  @Test
  void import_pinFails_isAnErrorThatNamesTheRoot() {
    shell.node.pins.refused = "block X is missing";

    Result result = shell.input("CAR " + A).run("dag-import", "--json");

    assertThat(result.out())
        .contains("\"PinErrorMsg\":\"pinning root", "FAILED: block X is missing");
    assertThat(result.error()).isEqualTo("pinning root \"" + A + "\" FAILED: block X is missing");
    assertThat(result.misused()).isFalse();
  }

  @Test
  void import_filesWithStats_countsThemTogether() throws IOException {
    Files.writeString(home.resolve("a.car"), "CAR " + A);
    Files.writeString(home.resolve("b.car"), "CAR " + DIRECTORY);

    assertThat(shell.in(home).run("dag-import", "--stats", "a.car", "b.car").out())
        .isEqualTo(
            "Pinned root\t"
                + A
                + "\tsuccess\nPinned root\t"
                + DIRECTORY
                + "\tsuccess\nImported 12 blocks (596 bytes), 4 of them were here already\n");
  }

  @Test
  void import_json_hasKubosKeys() {
    assertThat(shell.input("CAR " + A).run("dag-import", "--json", "--stats").out())
        .isEqualTo(
            "{\"Root\":{\"Cid\":{\"/\":\""
                + A
                + "\"},\"PinErrorMsg\":\"\"}}\n"
                + "{\"Stats\":{\"BlockCount\":6,\"BlockBytesCount\":298,\"PresentBlockCount\":2}}\n");
  }

  @Test
  void import_silent_printsNothing() {
    assertThat(shell.input("CAR " + A).run("dag-import", "--silent", "--stats").out()).isEmpty();
  }

  @Test
  void import_rootMissing_isAWarning() {
    shell.node.cars.missing.add(Cid.parse(A));

    Result result = shell.input("CAR " + A).run("dag-import", "--pin-roots=false");

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
}
