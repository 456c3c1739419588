package org.helia.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.helia.api.pin.BrokenPin;
import org.helia.api.pin.Pin;
import org.helia.multiformats.Cid;
import org.helia.shell.internal.TestShell;
import org.helia.shell.internal.TestShell.Result;
import org.helia.testkit.block.SampleBlocks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PinCommandsTest {
  private static final Cid ONE = SampleBlocks.raw(1, 10).cid();
  private static final Cid TWO = SampleBlocks.raw(2, 10).cid();

  private final TestShell shell = new TestShell();

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void add_paths_arePinnedAndPrinted() {
    assertThat(shell.run("pin-add", "--name=x", ONE.toString(), TWO.toString()).out())
        .isEqualTo("pinned " + ONE + " recursively\npinned " + TWO + " recursively\n");
    assertThat(shell.node.pins.all).extracting(Pin::name).containsExactly("x", "x");
    assertThat(shell.run("pin-add", "--recursive=false", ONE.toString()).out())
        .isEqualTo("pinned " + ONE + " directly\n");
    assertThat(shell.node.pins.all.get(2).depth()).isZero();
  }

  @Test
  void ls_allTypes_printsEach() {
    shell.run("pin-add", "--name=x", ONE.toString());
    shell.node.pins.below.add(TWO);
    assertThat(shell.run("pin-ls").out()).isEqualTo(ONE + " recursive\n" + TWO + " indirect\n");
    assertThat(shell.run("pin-ls", "--type=recursive", "--names").out())
        .isEqualTo(ONE + " recursive x\n");
    assertThat(shell.run("pin-ls", "-q", "-t", "indirect").out()).isEqualTo(TWO + "\n");
    assertThat(shell.run("pin-ls", "--type=direct").out()).isEmpty();
    assertThat(shell.run("pin-ls", TWO.toString()).out())
        .isEqualTo(TWO + " indirect through " + ONE + "\n");
    assertThat(shell.run("pin-ls", "--type=recursive", "--json").out())
        .isEqualTo("{\"Cid\":\"" + ONE + "\",\"Type\":\"recursive\",\"Name\":\"x\"}\n");
    assertThat(shell.run("pin-ls", "--type=odd").error()).contains("--type is one of");
  }

  @Test
  void ls_notPinned_fails() {
    assertThat(shell.run("pin-ls", ONE.toString()).error()).contains(ONE + " is not pinned");
  }

  @Test
  void rm_pinned_isUnpinned() {
    shell.run("pin-add", ONE.toString());
    assertThat(shell.run("pin-rm", "--recursive=false", ONE.toString()).error())
        .contains("is pinned recursively");
    assertThat(shell.run("pin-rm", ONE.toString()).out()).isEqualTo("unpinned " + ONE + "\n");
    assertThat(shell.run("pin-rm", ONE.toString()).error()).contains("is not pinned");
  }

  @Test
  void update_pinned_replacesIt() {
    shell.run("pin-add", ONE.toString());
    assertThat(shell.run("pin-update", ONE.toString(), TWO.toString()).out())
        .isEqualTo("updated " + ONE + " to " + TWO + "\n");
    assertThat(shell.node.pins.all).extracting(Pin::cid).containsExactly(TWO);
  }

  @Test
  void verify_brokenPin_isPrintedAndFails() {
    shell.run("pin-add", ONE.toString());
    assertThat(shell.run("pin-verify").out()).isEmpty();
    shell.node.pins.broken.add(new BrokenPin(ONE, TWO, "gone"));
    Result result = shell.run("pin-verify");
    assertThat(result.out()).contains(ONE + " broken").contains(TWO + ": gone");
    assertThat(result.error()).contains("1 of 1 pins are broken");
  }

  @Test
  void gc_garbage_isPrinted() {
    shell.node.gc.garbage.add(ONE.multihash());
    Result result = shell.run("repo-gc");
    assertThat(result.out()).isEqualTo("removed " + ONE + "\n");
    assertThat(shell.run("repo-gc", "-q").out()).isEqualTo(ONE + "\n");
    assertThat(shell.run("repo-gc", "--silent").out()).isEmpty();
    shell.run("repo-gc", "--dry-run");
    assertThat(shell.node.gc.collections.get(3).dryRun()).isTrue();
    assertThat(shell.run("repo-gc", "--forget-owner=nobody").error()).contains("nobody");
  }

  @Test
  void repoStat_quota_isShown() {
    shell.node.gc.maxBytes = OptionalLong.of(1_000_000);
    assertThat(shell.run("repo-stat").out()).contains("StorageMax: 1000000\n");
  }

  @Test
  void datastores_one_isListed() {
    assertThat(shell.run("datastores", "--json").out())
        .isEqualTo("{\"Name\":\"fake\",\"Ranking\":0,\"InUse\":true,\"Bundle\":\"testkit\"}\n");
    assertThat(shell.run("datastore-migrate", "fake", "other").error())
        .contains("no datastore is named other");
  }
}
