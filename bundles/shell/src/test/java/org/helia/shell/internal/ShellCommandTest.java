package org.helia.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.helia.shell.internal.TestShell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShellCommandTest {
  private final TestShell shell = new TestShell();

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void commands_all_areHeliasAndSayWhatTheyDo() {
    assertThat(shell.commands())
        .allSatisfy(
            command -> {
              assertThat(command.getScope()).isEqualTo("helia");
              assertThat(command.getDescription()).isNotBlank().doesNotEndWith(".");
            });
    assertThat(shell.commands().stream().map(ShellCommand::getName))
        .isSorted()
        .containsAll(
            List.of(
                "add",
                "block-get",
                "block-put",
                "block-rm",
                "block-stat",
                "blockstore-migrate",
                "blockstores",
                "brokers",
                "cat",
                "config",
                "dag-export",
                "dag-import",
                "datastore-migrate",
                "datastores",
                "get",
                "id",
                "key-export",
                "key-gen",
                "key-import",
                "key-list",
                "key-rename",
                "key-rm",
                "ls",
                "pin-add",
                "pin-ls",
                "pin-rm",
                "pin-update",
                "pin-verify",
                "refs-local",
                "repo-gc",
                "repo-stat",
                "repo-verify",
                "status",
                "version"));
  }

  @Test
  void help_anyCommand_isPrintedAndNothingIsDone() {
    for (ShellCommand command : shell.commands()) {
      Result result = shell.run(command.getName(), "--help");

      assertThat(result.error()).isEmpty();
      assertThat(result.out())
          .startsWith("USAGE\n  helia " + command.getName().replace('-', ' '))
          .contains(command.getDescription());
    }
  }

  @Test
  void misuse_anyCommand_saysHowItIsUsed() {
    for (ShellCommand command : shell.commands()) {
      Result result = shell.run(command.getName(), "--bogus");

      assertThat(result.misused()).isTrue();
      assertThat(result.error())
          .startsWith("unknown option \"--bogus\"")
          .contains("Usage: helia " + command.getName().replace('-', ' '));
    }
  }
}
