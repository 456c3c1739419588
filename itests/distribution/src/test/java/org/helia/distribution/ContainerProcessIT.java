package org.helia.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/helia-container}: the process of a node, its home and its neighbours. */
class ContainerProcessIT {

  @TempDir static Path folder;

  private static Distribution distribution;
  private static Path home;
  private static Node node;

  @BeforeAll
  static void startNode() throws Exception {
    distribution = Distribution.unpackedInto(folder.resolve("distribution"));
    home = folder.resolve("home");
    node = Node.startedIn(home, distribution).ready();
  }

  @AfterAll
  static void stopNode() throws Exception {
    node.close();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void start_freshHome_listensOnNoPort() throws Exception {
    assertThat(node.listening()).isEmpty();
  }

  @Test
  void start_freshHome_onlyTheOwnerMayLookIntoIt() throws Exception {
    assertThat(Files.getPosixFilePermissions(home))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(Files.getPosixFilePermissions(home.resolve("run")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void start_homeInUse_refusedWithTheProcessThatUsesIt() throws Exception {
    try (Node second = Node.startedIn(home, distribution)) {
      assertThat(second.exitCode()).isEqualTo(75);
      assertThat(second.printed()).contains(home.toString(), "process " + node.pid());
    }
  }

  @Test
  void start_anotherHome_isAnotherNodeAndEndsBySigterm() throws Exception {
    try (Node other = Node.startedIn(folder.resolve("other home"), distribution).ready()) {
      assertThat(other.stop()).isZero();
      assertThat(node.isAlive()).isTrue();
    }
  }

  @Test
  void start_homeThatCannotBeMade_saysWhichOne() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    try (Node impossible = Node.startedIn(file.resolve("home"), folder, distribution)) {
      assertThat(impossible.exitCode()).isEqualTo(1);
      assertThat(impossible.printed())
          .contains("cannot make the node's home " + file.resolve("home"));
    }
  }
}
