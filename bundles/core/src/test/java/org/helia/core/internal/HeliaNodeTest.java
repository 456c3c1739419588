package org.helia.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.helia.api.block.Block;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.Blocks;
import org.helia.api.codec.Hasher;
import org.helia.api.codec.Hashers;
import org.helia.api.node.NodeException;
import org.helia.platform.HeliaHome;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.codec.FakeHashers;
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
    node = open();
  }

  @Test
  void identity_twoNodesInOneHome_areTheSame() {
    HeliaNode again = open();

    assertThat(again.identity()).isEqualTo(node.identity());
    assertThat(node.identity().agentVersion()).isEqualTo("helia-osgi/1.2.3");
    assertThat(node.identity().peerId().toString()).startsWith("12D3KooW");
  }

  @Test
  void identity_damagedKey_failsAndIsAProblemOfTheStatus() throws IOException {
    Files.write(directory.resolve("keys").resolve("self"), new byte[] {1});
    HeliaNode damaged = open();

    assertThatThrownBy(damaged::identity)
        .isInstanceOf(NodeException.class)
        .hasMessageContaining("damaged");
    assertThat(damaged.status().problems()).anyMatch(problem -> problem.contains("damaged"));
  }

  @Test
  void status_missingFacade_isAProblem() {
    assertThat(node.status().healthy()).isFalse();
    assertThat(node.status().services()).containsEntry("blocks", false);
    assertThat(node.status().problems())
        .contains("no service blocks is there: feature:install helia-blocks");

    node.addBlocks(new FakeBlocks(), Map.of());

    assertThat(node.status().services()).containsEntry("blocks", true);
    assertThat(node.status().problems()).noneMatch(problem -> problem.contains("service blocks "));
  }

  @Test
  void identity_keyIsRestored_isKnownWithoutRestart() throws IOException {
    Path file = directory.resolve("keys").resolve("self");
    byte[] right = Files.readAllBytes(file);
    Files.write(file, new byte[] {1});
    HeliaNode damaged = open();
    assertThatThrownBy(damaged::identity).isInstanceOf(NodeException.class);

    Files.write(file, right);

    assertThat(damaged.identity()).isEqualTo(node.identity());
  }

  @Test
  void status_noHashFunction_isAProblem() {
    Hashers present = new FakeHashers();
    node.addHashers(present, Map.of());
    assertThat(node.status().problems()).noneMatch(problem -> problem.contains("sha2-256"));

    node.removeHashers(present);
    node.addHashers(noHashers(), Map.of());

    assertThat(node.status().problems())
        .contains(
            "hardly a block can be checked: no sha2-256 is there: feature:install helia-hash-sha2");
  }

  private static Hashers noHashers() {
    return (Hashers)
        Proxy.newProxyInstance(
            Hashers.class.getClassLoader(),
            new Class<?>[] {Hashers.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("list");
              return List.of();
            });
  }

  @Test
  void status_timePasses_tellsIt() {
    now.set(START.plusSeconds(90));

    assertThat(node.status().uptime()).isEqualTo(Duration.ofSeconds(90));
    assertThat(node.status().home()).isEqualTo(directory);
  }

  @Test
  void blocks_facadeReplaced_callsGoToTheNewOne() {
    Blocks first = new FakeBlocks();
    Blocks second = new FakeBlocks();
    Block block = SampleBlocks.many(1, 10).get(0);
    second.put(block);
    Blocks kept = node.blocks();
    node.addBlocks(first, Map.of());
    assertThat(kept.has(block.cid())).isFalse();

    node.addBlocks(second, Map.of());
    node.removeBlocks(first);

    assertThat(kept.get(block.cid())).isEqualTo(block);
    assertThatThrownBy(() -> kept.get(SampleBlocks.many(2, 11).get(1).cid()))
        .isInstanceOf(BlockNotFoundException.class);
    assertThat(kept).isSameAs(node.blocks()).isEqualTo(kept).hasToString("blocks");
    assertThat(Set.of(kept)).contains(kept);
  }

  @Test
  void call_whileTheFacadeLeaves_isWaitedFor() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean answered = new AtomicBoolean();
    Hashers slow = hashers(inside, release, answered);
    node.addHashers(slow, Map.of());
    FutureTask<List<Hasher>> call = new FutureTask<>(() -> node.hashers().list());
    new Thread(call).start();
    assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
    FutureTask<Boolean> leaving =
        new FutureTask<>(
            () -> {
              node.removeHashers(slow);
              return answered.get();
            });
    new Thread(leaving).start();
    release.countDown();

    assertThat(leaving.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(call.get(30, TimeUnit.SECONDS)).isEmpty();
  }

  private static Hashers hashers(
      CountDownLatch inside, CountDownLatch release, AtomicBoolean answered) {
    return (Hashers)
        Proxy.newProxyInstance(
            Hashers.class.getClassLoader(),
            new Class<?>[] {Hashers.class},
            (proxy, method, arguments) -> {
              inside.countDown();
              assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
              answered.set(true);
              return List.of();
            });
  }

  private HeliaNode open() {
    HeliaHome home = new HeliaHome(directory);
    Identity identity =
        new Identity(new IdentityFile(home.keys().resolve("self")), "helia-osgi/1.2.3");
    return new HeliaNode(home, identity, "1.2.3", now::get);
  }
}
