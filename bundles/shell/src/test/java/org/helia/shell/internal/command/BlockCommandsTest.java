package org.helia.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.helia.api.block.Block;
import org.helia.multiformats.Cid;
import org.helia.shell.internal.TestShell;
import org.helia.shell.internal.TestShell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The CIDs are those that Kubo 0.42 prints for the same bytes. */
class BlockCommandsTest {
  private static final String RAW = "bafkreib2n2yhsdzzvsd4stzyk2zn2lc5cehgqelaejq2tkjd2o5shloiw4";
  private static final String DAG_PB =
      "bafybeib2n2yhsdzzvsd4stzyk2zn2lc5cehgqelaejq2tkjd2o5shloiw4";
  private static final String ABSENT = "QmXoypizjW3WknFiJnKLwHCnL72vedxjQkDDP1mXWo6uco";

  @TempDir Path home;

  private final TestShell shell = new TestShell();

  @AfterEach
  void close() {
    shell.close();
  }

  private void store() {
    shell.node.blocks.put(Block.of(Cid.parse(RAW), "data".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void put_stdin_printsTheCid() {
    assertThat(shell.input("data").run("block-put").out()).isEqualTo(RAW + "\n");
    assertThat(shell.node.blocks.has(Cid.parse(RAW))).isTrue();
    assertThat(shell.node.blocks.openWriters()).isZero();
  }

  @Test
  void put_otherCodecAsJson_printsKeyAndSize() {
    assertThat(shell.input("data").run("block-put", "--cid-codec=dag-pb", "--json").out())
        .isEqualTo("{\"Key\":\"" + DAG_PB + "\",\"Size\":4}\n");
  }

  @Test
  void put_files_printsTheirCids() throws IOException {
    Files.writeString(home.resolve("a"), "data");

    assertThat(shell.in(home).run("block-put", "a", "a").out()).isEqualTo(RAW + "\n" + RAW + "\n");
  }

  @Test
  void put_endlessInput_isRefusedAtTheLimit() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }
        };

    Result result = shell.input(endless).run("block-put");

    assertThat(result.error()).contains("standard input", "--allow-big-block", "2097152");
    assertThat(shell.node.blocks.hashes()).isEmpty();
  }

  @Test
  void put_bigBlockAllowed_isStored() {
    String big = "x".repeat(Block.MAX_OUTSIDE_BYTES + 1);

    Result result = shell.input(big).run("block-put", "--allow-big-block");

    assertThat(result.error()).isEmpty();
    assertThat(shell.node.blocks.size(Cid.parse(result.out().strip()))).hasValue(big.length());
  }

  @Test
  void put_unknownCodec_isRefused() {
    assertThat(shell.run("block-put", "--cid-codec=nope").misused()).isTrue();
  }

  @Test
  void put_missingFile_isAnError() {
    assertThat(shell.in(home).run("block-put", "nope").error())
        .contains("nope: no such file or directory");
  }

  @Test
  void get_block_printsItsBytes() {
    store();

    assertThat(shell.run("block-get", RAW).out()).isEqualTo("data");
    assertThat(shell.run("block-get", DAG_PB).out()).isEqualTo("data");
  }

  @Test
  void get_absent_isAnError() {
    Result result = shell.run("block-get", ABSENT);

    assertThat(result.out()).isEmpty();
    assertThat(result.error()).contains(ABSENT, "not found");
  }

  @Test
  void stat_block_printsAsKubo() {
    store();

    assertThat(shell.run("block-stat", RAW).out()).isEqualTo("Key: " + RAW + "\nSize: 4\n");
    assertThat(shell.run("block-stat", "--json", RAW).out())
        .isEqualTo("{\"Key\":\"" + RAW + "\",\"Size\":4}\n");
    assertThat(shell.input(RAW).run("block-stat").out()).isEqualTo("Key: " + RAW + "\nSize: 4\n");
  }

  @Test
  void rm_block_isGone() {
    store();

    assertThat(shell.run("block-rm", RAW).out()).isEqualTo("removed " + RAW + "\n");
    assertThat(shell.node.blocks.has(Cid.parse(RAW))).isFalse();
  }

  @Test
  void rm_someAbsent_removesTheOthersAndFails() {
    store();

    Result result = shell.run("block-rm", ABSENT, RAW);

    assertThat(result.out()).isEqualTo("removed " + RAW + "\n");
    assertThat(result.err()).isEqualTo("cannot remove " + ABSENT + ": the node does not have it\n");
    assertThat(result.error()).isEqualTo("1 of 2 blocks were not removed");
    assertThat(result.misused()).isFalse();
  }

  @Test
  void rm_forceAndQuiet_sayNothing() {
    Result result = shell.run("block-rm", "-f", "-q", ABSENT);

    assertThat(result.out() + result.err() + result.error()).isEmpty();
  }

  @Test
  void rm_json_tellsTheError() {
    assertThat(shell.run("block-rm", "--json", ABSENT).out())
        .isEqualTo("{\"Hash\":\"" + ABSENT + "\",\"Error\":\"the node does not have it\"}\n");
  }

  @Test
  void rm_oneNotACid_removesNothing() {
    store();

    assertThat(shell.run("block-rm", RAW, "nonsense").error()).contains("nonsense");
    assertThat(shell.node.blocks.has(Cid.parse(RAW))).isTrue();
  }

  @Test
  void rm_nothing_isRefused() {
    assertThat(shell.run("block-rm").error()).startsWith("argument \"cid\" is required");
  }

  @Test
  void refsLocal_blocks_areListedAsRaw() {
    store();

    assertThat(shell.run("refs-local").out()).isEqualTo(RAW + "\n");
    assertThat(shell.run("refs-local", "--json").out())
        .isEqualTo("{\"Ref\":\"" + RAW + "\",\"Err\":\"\"}\n");
  }
}
