package org.helia.node.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.helia.api.block.Blocks;
import org.helia.api.node.NodeException;
import org.helia.platform.HeliaHome;
import org.helia.testkit.block.FakeBlocks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeliaNodeTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path directory;
  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private HeliaNode node;

  @BeforeEach
  void start() {
    node = new HeliaNode(new HeliaHome(directory), "1.2.3", now::get);
  }

  @Test
  void identity_twoNodesInOneHome_areTheSame() {
    HeliaNode again = new HeliaNode(new HeliaHome(directory), "1.2.3", now::get);

    assertThat(again.identity()).isEqualTo(node.identity());
    assertThat(node.identity().agentVersion()).isEqualTo("helia-osgi/1.2.3");
    assertThat(node.identity().peerId().toString()).startsWith("12D3KooW");
  }

  @Test
  void identity_damagedKey_failsAndIsAProblemOfTheStatus() throws IOException {
    Files.write(directory.resolve("keys").resolve("self"), new byte[] {1});
    HeliaNode damaged = new HeliaNode(new HeliaHome(directory), "1.2.3", now::get);

    assertThatThrownBy(damaged::identity)
        .isInstanceOf(NodeException.class)
        .hasMessageContaining("damaged");
    assertThat(damaged.status().problems()).anyMatch(problem -> problem.contains("damaged"));
  }

  @Test
  void status_missingFacade_isAProblem() {
    assertThat(node.status().healthy()).isFalse();
    assertThat(node.status().services()).containsEntry("blocks", false);

    node.addBlocks(new FakeBlocks(), Map.of());

    assertThat(node.status().services()).containsEntry("blocks", true);
    assertThat(node.status().problems()).doesNotContain("the service blocks is not there");
  }

  @Test
  void status_timePasses_tellsIt() {
    now.set(START.plusSeconds(90));

    assertThat(node.status().uptime()).isEqualTo(Duration.ofSeconds(90));
    assertThat(node.status().home()).isEqualTo(directory);
  }

  @Test
  void blocks_facadeReplaced_isTheNewOne() {
    Blocks first = new FakeBlocks();
    Blocks second = new FakeBlocks();
    node.addBlocks(first, Map.of());
    node.addBlocks(second, Map.of());
    node.removeBlocks(first);

    assertThat(node.blocks()).isSameAs(second);
  }
}
