package org.helia.blockstore.flatfs.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.helia.api.block.Block;
import org.helia.api.block.BlockstoreException;
import org.helia.multiformats.Cid;
import org.helia.testkit.block.SampleBlocks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Kubo and we use the same folder in turn. Runs with {@code -Dhelia.kubo=} and the path of
 * Kubo's {@code ipfs}; only commands that work offline, so nothing listens or dials.
 */
@EnabledIfSystemProperty(named = KuboTest.KUBO, matches = ".+")
class KuboTest {
  static final String KUBO = "helia.kubo";

  @TempDir Path temp;
  private Path repository;

  @BeforeEach
  void makeRepository() throws Exception {
    repository = temp.resolve("ipfs");
    assertThat(kubo("init", "--profile=test").exit()).isZero();
  }

  private record Result(int exit, byte[] output) {
    String text() {
      return new String(output, UTF_8).strip();
    }
  }

  private Result kubo(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Objects.requireNonNull(System.getProperty(KUBO)));
    command.add("--offline");
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(temp, "kubo", ".out");
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(output.toFile());
    builder.redirectError(temp.resolve("kubo.err").toFile());
    builder.environment().put("IPFS_PATH", repository.toString());
    builder.environment().put("IPFS_TELEMETRY", "off");
    builder.environment().put("HOME", temp.toString());
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), Files.readAllBytes(output));
  }

  @Test
  void kubo_blocksThatWePut_areAllThereAndRight() throws Exception {
    List<Block> blocks = new ArrayList<>(SampleBlocks.many(50, 200));
    blocks.add(SampleBlocks.raw(99, 1_000_000));
    FlatfsBlockstore store = Stores.open(repository.resolve("blocks"));
    Stores.put(store, blocks);
    store.close();

    List<String> listed = kubo("refs", "local").text().lines().toList();
    for (Block block : blocks) {
      assertThat(listed).contains(block.cid().toString());
      assertThat(kubo("block", "get", block.cid().toString()).output()).isEqualTo(block.bytes());
    }
    assertThat(kubo("repo", "verify").text()).contains("verify complete, all blocks validated.");
    assertThat(kubo("repo", "stat").text()).contains("NumObjects: " + listed.size());
  }

  @Test
  void open_blocksThatKuboPut_areThereAndRight() throws Exception {
    Path file = Files.write(temp.resolve("file"), SampleBlocks.bytes(1, 3_000_000));
    assertThat(kubo("add", "-q", "--cid-version=1", file.toString()).exit()).isZero();
    List<String> listed = kubo("refs", "local").text().lines().toList();

    FlatfsBlockstore store = Stores.open(repository.resolve("blocks"));
    assertThat(Stores.hashes(store))
        .containsExactlyInAnyOrderElementsOf(
            listed.stream().map(cid -> Cid.parse(cid).multihash()).toList());
    for (String cid : listed) {
      byte[] bytes = store.get(Cid.parse(cid).multihash()).orElseThrow();
      assertThat(SampleBlocks.raw(bytes).cid().multihash()).isEqualTo(Cid.parse(cid).multihash());
    }
    store.close();
  }

  @Test
  void kubo_whileWeHaveTheFolder_isKeptOut() throws Exception {
    FlatfsBlockstore store = Stores.open(repository.resolve("blocks"));
    assertThat(kubo("refs", "local").exit()).isNotZero();
    assertThat(temp.resolve("kubo.err")).content().contains("someone else has the lock");
    store.close();
    assertThat(kubo("refs", "local").exit()).isZero();
  }

  @Test
  void kubo_ourCrash_leavesItsFolderUsable() throws Exception {
    Path folder = repository.resolve("blocks");
    try (ChildStore child = ChildStore.start(folder, 2, 0)) {
      child.awaitOpen();
      child.killAfter(500);
    }
    assertThat(kubo("repo", "verify").text()).contains("verify complete, all blocks validated.");
    FlatfsBlockstore store = Stores.open(folder);
    int ours = Stores.hashes(store).size();
    store.close();
    assertThat(kubo("refs", "local").text().lines()).hasSize(ours);
  }

  @Test
  void open_kuboRunsACommand_isRefused() throws Exception {
    try (ChildStore kubo = ChildStore.lock(repository.resolve("repo.lock"))) {
      kubo.awaitOpen();
      assertThatThrownBy(() -> Stores.open(repository.resolve("blocks")))
          .isInstanceOf(BlockstoreException.class)
          .hasMessageContaining("Kubo");
      assertThat(kubo("refs", "local").exit()).isNotZero();
    }
  }
}
