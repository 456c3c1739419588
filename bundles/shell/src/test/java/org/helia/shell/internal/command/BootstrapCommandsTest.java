package org.helia.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.helia.shell.internal.TestShell;
import org.helia.shell.internal.TestShell.Result;
import org.helia.shell.internal.config.ConfigOption;
import org.helia.shell.internal.fake.FakeNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BootstrapCommandsTest {
  private static final String PID = "org.helia.discovery.bootstrap";
  private static final String A = "/ip4/192.0.2.1/tcp/4001/p2p/" + FakeNode.PEER_ID;
  private static final String B = "/ip4/192.0.2.2/tcp/4001/p2p/" + FakeNode.PEER_ID;
  private static final String C = "/ip4/192.0.2.3/tcp/4001/p2p/" + FakeNode.PEER_ID;

  private final TestShell shell = new TestShell();

  @BeforeEach
  void configureList() {
    shell.configurations.others.put(PID, new ConfigOption("peers", null, B + "," + A, ""));
  }

  @AfterEach
  void close() {
    shell.node.network.close();
    shell.close();
  }

  private String list() {
    return shell.run("bootstrap-list").out();
  }

  @Test
  void list_isSorted() {
    assertThat(list()).isEqualTo(A + "\n" + B + "\n");
    assertThat(shell.run("bootstrap-list", "--json").out())
        .isEqualTo("{\"Peers\":[\"" + A + "\",\"" + B + "\"]}\n");
  }

  @Test
  void bootstrap_aloneIsTheList() {
    assertThat(shell.run("bootstrap").out()).isEqualTo(list());
  }

  @Test
  void addAndRm_standardInput_areItsLines() {
    assertThat(shell.input("\n" + C + "\n" + A + "\n").run("bootstrap-add").out())
        .isEqualTo("added " + C + "\n");
    assertThat(shell.input(A + "\n" + C).run("bootstrap-rm").out())
        .isEqualTo("removed " + A + "\nremoved " + C + "\n");
    assertThat(list()).isEqualTo(B + "\n");
  }

  @Test
  void addAndRm_terminal_isNotWaitedFor() {
    shell.terminals(true, true, true);
    assertThat(shell.run("bootstrap-add").error()).contains("\"peer\" is required");
    assertThat(shell.run("bootstrap-rm").misused()).isTrue();
  }

  @Test
  void add_printsWhatIsNew() {
    assertThat(shell.run("bootstrap-add", A, C).out()).isEqualTo("added " + C + "\n");
    assertThat(list()).isEqualTo(A + "\n" + B + "\n" + C + "\n");
    assertThat(shell.run("bootstrap-add", C).out()).isEmpty();
  }

  @Test
  void rm_printsWhatIsGone() {
    assertThat(shell.run("bootstrap-rm", A, C).out()).isEqualTo("removed " + A + "\n");
    assertThat(list()).isEqualTo(B + "\n");
  }

  @Test
  void rm_all_andAddDefault() {
    for (String all : new String[] {"--all", "all"}) {
      assertThat(shell.run("bootstrap-rm", all).out())
          .isEqualTo("removed " + A + "\nremoved " + B + "\n");
      assertThat(list()).isEmpty();
      String standard = all.replace("all", "default");
      assertThat(shell.run("bootstrap-add", standard).out())
          .isEqualTo("added " + A + "\nadded " + B + "\n");
    }
  }

  @Test
  void wrongArguments_areRefused() {
    for (String command : new String[] {"bootstrap-add", "bootstrap-rm"}) {
      Result nothing = shell.run(command);
      assertThat(nothing.misused()).isTrue();
      assertThat(nothing.error()).contains("\"peer\" is required", "standard input");
    }
    assertThat(list()).isEqualTo(A + "\n" + B + "\n");
    Result result = shell.run("bootstrap-add", "/ip4/192.0.2.1/tcp/4001");
    assertThat(result.misused()).isTrue();
    assertThat(result.error()).contains("an address needs a peer");
    assertThat(shell.run("bootstrap-add", "nonsense").error()).contains("not a peer");
  }

  @Test
  void withoutTheBundle_theFeatureIsNamed() {
    shell.configurations.others.clear();
    assertThat(shell.run("bootstrap-list").error())
        .contains("feature:install helia-discovery-bootstrap");
  }
}
