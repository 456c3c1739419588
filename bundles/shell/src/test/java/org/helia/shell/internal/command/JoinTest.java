package org.helia.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.helia.api.net.NetworkScope;
import org.helia.shell.internal.TestShell;
import org.helia.shell.internal.TestShell.Result;
import org.helia.shell.internal.config.ConfigOption;
import org.helia.shell.internal.fake.FakeNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JoinTest {
  private static final String PID = "org.helia.node";
  private static final String STEPS =
      "  listens on /ip4/0.0.0.0/tcp/4001 (peers)\n  reaches /dnsaddr/bootstrap.example/p2p/"
          + FakeNode.PEER_ID
          + " (bootstrap)\n";

  private final TestShell shell = new TestShell();

  @BeforeEach
  void configureNode() {
    shell.configurations.others.put(PID, new ConfigOption("join", null, "none", ""));
    shell.configurations.change =
        (pid, value) -> shell.node.joining.scope = NetworkScope.parse(value);
    shell.node.services.put("host", true);
  }

  @AfterEach
  void close() {
    shell.node.network.close();
    shell.close();
  }

  private NetworkScope joined() {
    return shell.node.joining.scope;
  }

  @Test
  void join_nothing_showsWhatIsJoined() {
    assertThat(shell.run("join").out()).isEqualTo("joined: none\n");
    shell.node.joining.scope = NetworkScope.PUBLIC;
    assertThat(shell.run("join").out()).isEqualTo("joined: public\n" + STEPS);
  }

  @Test
  void join_dryRun_showsAndDoesNothing() {
    assertThat(shell.run("join", "--dry-run", "public").out())
        .isEqualTo("to join: public\n" + STEPS);
    assertThat(joined()).isEqualTo(NetworkScope.NONE);
    assertThat(shell.configurations.others.get(PID).value()).isNull();
  }

  @Test
  void join_dryRunWithoutNetwork_saysWhatIsMissing() {
    shell.node.joining.hasParts = false;
    Result result = shell.run("join", "--dry-run", "public");
    assertThat(result.out()).isEqualTo("to join: public\n");
    assertThat(result.err()).contains("no part", "feature:install helia-node");
    assertThat(shell.run("join", "--dry-run", "none").err()).isEmpty();
  }

  @Test
  void join_nobodyToAsk_needsYes() {
    Result result = shell.run("join", "public");
    assertThat(result.misused()).isTrue();
    assertThat(result.error()).contains("--dry-run", "join --yes public");
    assertThat(shell.console().run("join", "public").misused()).isTrue();
    assertThat(joined()).isEqualTo(NetworkScope.NONE);
    assertThat(shell.run("join", "--yes", "public").out())
        .isEqualTo("to join: public\n" + STEPS + "joined public\n");
    assertThat(joined()).isEqualTo(NetworkScope.PUBLIC);
  }

  @Test
  void join_terminal_asks() {
    shell.terminals(true, true, true);
    Result refused = shell.input("n\n").run("join", "lan");
    assertThat(refused.err()).isEqualTo("Join? [y/N] ");
    assertThat(refused.error()).contains("nothing was changed");
    assertThat(shell.input("").run("join", "lan").error()).contains("nothing was changed");
    assertThat(joined()).isEqualTo(NetworkScope.NONE);
    assertThat(shell.input("y\n").run("join", "lan").out()).endsWith("joined lan\n");
    assertThat(joined()).isEqualTo(NetworkScope.LAN);
  }

  @Test
  void join_less_needsNoYes() {
    shell.node.joining.scope = NetworkScope.PUBLIC;
    assertThat(shell.run("join", "none").out()).isEqualTo("to join: none\njoined none\n");
    assertThat(joined()).isEqualTo(NetworkScope.NONE);
  }

  @Test
  void join_json_isOneDocument() {
    assertThat(shell.run("join", "--yes", "--json", "lan").out())
        .isEqualTo(
            "{\"Network\":\"lan\",\"Joined\":true,\"Steps\":["
                + "{\"Action\":\"listen\",\"Target\":\"/ip4/0.0.0.0/tcp/4001\",\"Purpose\":\"peers\"},"
                + "{\"Action\":\"reach\",\"Target\":\"/dnsaddr/bootstrap.example/p2p/"
                + FakeNode.PEER_ID
                + "\",\"Purpose\":\"bootstrap\"}]}\n");
  }

  @Test
  void join_withoutHost_says() {
    shell.node.services.remove("host");
    assertThat(shell.run("join", "--yes", "lan").err()).contains("feature:install helia-node");
  }

  @Test
  void join_nonsense_isRefused() {
    Result result = shell.run("join", "everything");
    assertThat(result.misused()).isTrue();
    assertThat(result.error()).contains("none, lan or public, not 'everything'");
  }
}
