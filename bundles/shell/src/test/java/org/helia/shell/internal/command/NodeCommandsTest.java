package org.helia.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.helia.api.block.DamagedBlock;
import org.helia.multiformats.Cid;
import org.helia.shell.internal.TestShell;
import org.helia.shell.internal.TestShell.Result;
import org.helia.shell.internal.config.ConfigOption;
import org.helia.shell.internal.fake.FakeConfigurations;
import org.helia.shell.internal.fake.FakeNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeCommandsTest {
  private static final Cid BLOCK =
      Cid.parse("bafkreib2n2yhsdzzvsd4stzyk2zn2lc5cehgqelaejq2tkjd2o5shloiw4");

  private final TestShell shell = new TestShell();

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void id_default_isJsonAsKubosWithTabs() {
    assertThat(shell.run("id").out())
        .isEqualTo(
            """
            {
            \t"ID": "%s",
            \t"PublicKey": "%s",
            \t"Addresses": [],
            \t"AgentVersion": "helia-osgi/1.0.0",
            \t"Protocols": []
            }
            """
                .formatted(FakeNode.PEER_ID, FakeNode.PUBLIC_KEY));
  }

  @Test
  void id_format_isFilledIn() {
    assertThat(shell.run("id", "-f=<id>\\t<aver>\\n").out())
        .isEqualTo(FakeNode.PEER_ID + "\thelia-osgi/1.0.0\n");
  }

  @Test
  void id_base36_isTheCid() {
    assertThat(shell.run("id", "--peerid-base=base36", "-f", "<id>").out())
        .startsWith("k51qzi5uqu5d")
        .isEqualTo(shell.run("id", "--peerid-base=k", "-f", "<id>").out());
    assertThat(shell.run("id", "--peerid-base=nope").misused()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"QmaCpDMGvV2BGHeYERUEnRQAwe3N8SzbUtfsmvsqQLuvuJ", "nonsense"})
  void id_ofAnother_isAnError(String peer) {
    assertThat(shell.run("id", peer).error()).isNotEmpty();
  }

  @Test
  void version_allForms_areShown() {
    assertThat(shell.run("version").out()).isEqualTo("helia version 1.0.0\n");
    assertThat(shell.run("version", "-n").out()).isEqualTo("1.0.0\n");
    assertThat(shell.run("version", "--all").out())
        .contains("Helia version: 1.0.0\n", "Java version: ");
    assertThat(shell.run("version", "--json").out()).startsWith("{\"Version\":\"1.0.0\"");
  }

  @Test
  void repoStat_stores_areSummed() {
    assertThat(shell.run("repo-stat").out())
        .isEqualTo("NumObjects: 15\nRepoSize:   1234867\nRepoPath:   /home/of/node\n");
    assertThat(shell.run("repo-stat", "--human", "--size-only").out())
        .isEqualTo("RepoSize: 1.2 MB\n");
    assertThat(shell.run("repo-stat", "--json").out())
        .isEqualTo("{\"RepoSize\":1234867,\"NumObjects\":15,\"RepoPath\":\"/home/of/node\"}\n");
  }

  @Test
  void repoVerify_allRight_saysSoAsKubo() {
    Result result = shell.run("repo-verify");

    assertThat(result.out()).isEqualTo("verify complete, all blocks validated.\n");
    assertThat(result.error()).isEmpty();
  }

  @Test
  void repoVerify_damage_isListedAndFails() {
    shell.node.blockstores.damaged.add(
        new DamagedBlock("flatfs", BLOCK.multihash(), "hash mismatch"));

    Result result = shell.run("repo-verify");

    assertThat(result.out())
        .isEqualTo("block " + BLOCK + " in flatfs was corrupt (hash mismatch)\n");
    assertThat(result.error()).isEqualTo("verify complete, 1 of 15 blocks corrupt");
    assertThat(shell.run("repo-verify", "--json").out()).contains("\"Damaged\":1");
  }

  @Test
  void blockstores_notATerminal_areTabbed() {
    assertThat(
            shell
                .run("blockstores")
                .out()
                .lines()
                .map(line -> line.replaceAll(" *\t *", "|").strip()))
        .containsExactly(
            "flatfs|10|write, read|org.helia.blockstore.flatfs 1.0.0",
            "memory|0|read|org.helia.blockstore.memory 1.0.0");
  }

  @Test
  void blockstores_terminal_haveATable() {
    assertThat(shell.terminals(true, true, true).run("blockstores", "-u").out())
        .contains("Name", "│", "flatfs", "1.2 MB");
  }

  @Test
  void blockstores_json_isOneDocumentEach() {
    assertThat(shell.run("blockstores", "--json", "--usage").out())
        .startsWith("{\"Name\":\"flatfs\",\"Ranking\":10,\"WriteTarget\":true,")
        .contains("\"Blocks\":3,\"Bytes\":300}\n");
  }

  @Test
  void migrate_stores_tellsWhatItDid() {
    assertThat(shell.run("blockstore-migrate", "memory", "flatfs").out())
        .isEqualTo("3 blocks (300 B) copied from memory to flatfs, 2 were there already\n");
  }

  @Test
  void migrate_corruptBlocks_failAfterwards() {
    shell.node.blockstores.corrupt.add(BLOCK.multihash());

    Result result = shell.run("blockstore-migrate", "memory", "flatfs");

    assertThat(result.out()).startsWith("3 blocks");
    assertThat(result.err()).contains("corrupt, not copied: " + BLOCK);
    assertThat(result.error()).isEqualTo("1 blocks of memory are corrupt");
  }

  @Test
  void migrate_unknownStore_isAnError() {
    Result result = shell.run("blockstore-migrate", "memory", "nope");

    assertThat(result.error()).isEqualTo("there is no blockstore nope");
    assertThat(result.misused()).isFalse();
  }

  @Test
  void status_healthy_isShown() {
    assertThat(shell.run("status").out())
        .contains("Version:  1.0.0\n", "Home:     /home/of/node\n", "Uptime:   1d 01h 01m 01s\n")
        .contains("Services: blocks, blockstores\n", "Stores:   flatfs (written to), memory\n")
        .doesNotContain("Missing");
    assertThat(shell.run("status", "--check").error()).isEmpty();
  }

  @Test
  void status_crypto_showsWhichLibraryServesWhat() {
    assertThat(shell.run("status").out()).doesNotContain("Crypto:");
    shell.node.services.put("crypto", true);

    assertThat(shell.run("status").out())
        .contains(
            "Crypto:   Fast 1 (X25519, RSA)\n"
                + "Crypto:   Slow 2 (Ed25519)\n"
                + "Crypto:   nobody (Secp256k1)\n"
                + "Unusable: Fast 1: not today\n");
    assertThat(shell.run("status", "--json").out())
        .contains(
            "\"Crypto\":{\"X25519\":\"Fast 1\",\"Ed25519\":\"Slow 2\",\"RSA\":\"Fast"
                + " 1\",\"Secp256k1\":\"\"}");
  }

  @Test
  void status_problems_areShownAndFailTheCheck() {
    shell.node.services.put("unixfs", false);
    shell.node.problems.add("unixfs is missing: feature:install helia-unixfs");

    assertThat(shell.run("status").out())
        .contains(
            "Missing:  unixfs\n", "Problem:  unixfs is missing: feature:install helia-unixfs\n");
    assertThat(shell.run("status").error()).isEmpty();
    assertThat(shell.run("status", "--check").error())
        .isEqualTo("unixfs is missing: feature:install helia-unixfs");
    assertThat(shell.run("status", "--json").out())
        .contains("\"Healthy\":false", "\"unixfs\":false");
  }

  @Test
  void status_partsThatDidNotStart_areShownAndFailTheCheck() {
    shell.configurations.failures.add("org.helia.keystore.file did not start: no file");

    assertThat(shell.run("status").out())
        .contains("Problem:  org.helia.keystore.file did not start: no file\n");
    assertThat(shell.run("status", "--check").error()).contains("did not start: no file");
    assertThat(shell.run("status", "--json").out())
        .contains("\"Healthy\":false", "did not start: no file");
  }

  @Test
  void status_ready_failsOnlyForWhatTheNodeNeeds() {
    shell.configurations.failures.add("org.helia.some did not start: no file");

    Result ready = shell.run("status", "--ready");
    assertThat(ready.error()).isEmpty();
    assertThat(ready.out()).isEmpty();
    assertThat(ready.err()).isEqualTo("Warning: org.helia.some did not start: no file\n");

    shell.node.problems.add("unixfs is missing: feature:install helia-unixfs");
    assertThat(shell.run("status", "--ready").error())
        .isEqualTo("unixfs is missing: feature:install helia-unixfs");
  }

  @Test
  void config_valueThatDoesNotWork_warnsOfTheNewProblemsOnly() {
    shell.node.problems.add("an old one");
    shell.configurations.others.put("org.helia.net", new ConfigOption("listen", null, "", ""));
    shell.configurations.change =
        (pid, value) -> shell.node.problems.add("does not listen on " + value);

    Result result = shell.run("config", "org.helia.net", "listen", "/ip4/127.0.0.1/tcp/1");

    assertThat(result.error()).isEmpty();
    assertThat(result.err()).isEqualTo("Warning: does not listen on /ip4/127.0.0.1/tcp/1\n");
  }

  @Test
  void config_pid_showsSetAndStandardValues() {
    assertThat(shell.run("config", FakeConfigurations.PID).out())
        .isEqualTo("color = red\n# How many at most.\n#maxClients = 64\n");
    assertThat(shell.run("config").out()).isEqualTo(FakeConfigurations.PID + "\nother\n");
    assertThat(shell.run("config", "--json", FakeConfigurations.PID).out())
        .isEqualTo("{\"color\":\"red\",\"maxClients\":\"64\"}\n");
  }

  @Test
  void config_key_showsTheValue() {
    assertThat(shell.run("config", FakeConfigurations.PID, "maxClients").out()).isEqualTo("64\n");
    assertThat(shell.run("config", FakeConfigurations.PID, "nope").error())
        .contains("has no option nope");
    assertThat(shell.run("config", "nope").error()).contains("no configuration nope");
  }

  @Test
  void config_value_isSetAndUnset() {
    shell.run("config", FakeConfigurations.PID, "maxClients", "5");
    assertThat(shell.run("config", FakeConfigurations.PID, "maxClients").out()).isEqualTo("5\n");

    shell.run("config", "--unset", FakeConfigurations.PID, "maxClients");
    assertThat(shell.run("config", FakeConfigurations.PID, "maxClients").out()).isEqualTo("64\n");

    shell.run("config", FakeConfigurations.PID, "--", "color", "-dark");
    assertThat(shell.configurations.values).containsEntry("color", "-dark");
  }
}
