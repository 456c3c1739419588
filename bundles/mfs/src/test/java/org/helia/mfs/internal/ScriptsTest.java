package org.helia.mfs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.helia.api.block.CidFormat;
import org.helia.api.block.FetchOptions;
import org.helia.api.mfs.MfsException;
import org.helia.api.unixfs.ByteRange;
import org.helia.api.unixfs.EntryExistsException;
import org.helia.api.unixfs.NoSuchEntryException;
import org.helia.api.unixfs.NotADirectoryException;
import org.helia.api.unixfs.NotAFileException;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.api.unixfs.UnixFsStat;
import org.helia.multiformats.Cid;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureSource;
import org.junit.jupiter.params.ParameterizedTest;

/** Sequences of operations whose results and roots others have computed. */
class ScriptsTest {
  @ParameterizedTest
  @FixtureSource("mfs/scripts.json")
  void run_script_givesTheResultsAndRootsOfOthers(Fixture script) {
    boolean v0 = script.number("cid_version") == 0;
    Rig rig = new Rig(v0 ? UnixFsProfile.V0_2015 : UnixFsProfile.V1_2025);
    for (Fixture file : script.list("files")) {
      Cid cid = Cid.parse(file.text("cid"));
      CidFormat format = v0 ? CidFormat.V0 : CidFormat.V1_RAW;
      byte[] block = HexFormat.of().parseHex(file.text("block_hex"));
      assertThat(rig.put(format, block)).isEqualTo(cid);
    }
    for (Fixture step : script.list("steps")) {
      if (step.has("error")) {
        assertFails(() -> run(rig, step), step.text("error"));
      } else {
        run(rig, step);
      }
      assertThat(rig.mfs.root()).as(step.toString()).hasToString(step.text("root_cid"));
      assertThat(rig.recorded()).isEqualTo(rig.mfs.root());
    }
    rig.mfs.close();
  }

  private static void run(Rig rig, Fixture step) {
    switch (step.text("op")) {
      case "ls" -> {
        if (step.has("result")) {
          assertThat(rig.names(step.text("path"))).isEqualTo(step.object("result").texts("names"));
        } else {
          rig.names(step.text("path"));
        }
      }
      case "stat" -> stat(rig, step);
      case "read" -> read(rig, step);
      case "mkdir" ->
          rig.mfs.mkdir(step.text("path"), Rig.OPTIONS.withParents(step.flag("parents")));
      case "cp" ->
          rig.mfs.cp(
              step.text("from"),
              step.text("to"),
              Rig.OPTIONS.withParents(step.flag("parents")).withForce(step.flag("force")));
      case "mv" -> rig.mfs.mv(step.text("from"), step.text("to"), Rig.OPTIONS);
      case "rm" ->
          rig.mfs.rm(
              step.text("path"), step.flag("recursive"), Rig.OPTIONS.withForce(step.flag("force")));
      default -> throw new IllegalArgumentException(step.toString());
    }
  }

  private static void stat(Rig rig, Fixture step) {
    UnixFsStat stat = rig.mfs.stat(step.text("path"), FetchOptions.OFFLINE);
    Fixture expected = step.object("result");
    assertThat(stat.cid()).hasToString(expected.text("cid"));
    assertThat(stat.dagSize()).isEqualTo(expected.number("cumulative_size"));
    assertThat(stat.type().name().toLowerCase(Locale.ROOT)).isEqualTo(expected.text("type"));
  }

  private static void read(Rig rig, Fixture step) {
    long offset = step.has("offset") ? step.number("offset") : 0;
    long count = step.has("count") ? step.number("count") : Long.MAX_VALUE;
    String text = rig.read(step.text("path"), new ByteRange(offset, count));
    assertThat(text).isEqualTo(step.object("result").text("text"));
  }

  private static void assertFails(ThrowingCallable step, String kind) {
    assertThatThrownBy(step)
        .isInstanceOf(
            switch (kind) {
              case "exists" -> EntryExistsException.class;
              case "not-found" -> NoSuchEntryException.class;
              case "is-a-directory" -> NotAFileException.class;
              case "not-a-directory" -> NotADirectoryException.class;
              case "offset", "root" -> MfsException.class;
              default -> throw new IllegalArgumentException(kind);
            });
  }
}
