package org.helia.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/helia-container}: the process of a node, its home and its neighbours. */
class ContainerProcessIT {

  @TempDir static Path folder;

  private static Distribution distribution;

  @BeforeAll
  static void unpack() throws Exception {
    distribution = Distribution.unpackedInto(folder.resolve("distribution"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void start_freshHome_listensOnNoPort() throws Exception {
    try (Node node = Node.startedIn(folder.resolve("quiet"), distribution).ready()) {
      assertThat(node.listening()).isEmpty();
    }
  }

  @Test
  void start_freshHome_onlyTheOwnerMayLookIntoIt() throws Exception {
    Path home = folder.resolve("private");
    try (Node node = Node.startedIn(home, distribution).ready()) {
      assertThat(Files.getPosixFilePermissions(home))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
      assertThat(Files.getPosixFilePermissions(home.resolve("run")))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void start_homeInUse_refusedWithTheProcessThatUsesIt() throws Exception {
    Path home = folder.resolve("used");
    try (Node first = Node.startedIn(home, distribution).ready();
        Node second = Node.startedIn(home, distribution)) {
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.printed()).contains(home.toString(), "process " + first.pid());
    }
  }

  @Test
  void start_twoHomes_bothRunFromOneInstallation() throws Exception {
    try (Node one = Node.startedIn(folder.resolve("one"), distribution);
        Node two = Node.startedIn(folder.resolve("two"), distribution)) {
      one.ready();
      two.ready();

      assertThat(one.stop()).isZero();
      assertThat(two.stop()).isZero();
    }
  }

  @Test
  void stop_sigterm_endsInOrder() throws Exception {
    try (Node node = Node.startedIn(folder.resolve("ended"), distribution).ready()) {
      assertThat(node.stop()).isZero();
    }
  }
}
