package org.helia.blockstore.flatfs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.helia.api.block.Block;
import org.helia.api.block.BlockstoreException;
import org.helia.multiformats.Cid;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.kubo.Kubo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Kubo and we use the same folder in turn. Runs with {@code -Dhelia.kubo=} and the path of
 * Kubo's {@code ipfs}; only commands that work offline, so nothing listens or dials.
 */
@EnabledIfSystemProperty(named = Kubo.PROPERTY, matches = ".+")
class KuboTest {
  @TempDir Path temp;
  private Path repository;
  private Kubo kubo;

  @BeforeEach
  void makeRepository() {
    repository = temp.resolve("ipfs");
    kubo = Kubo.init(repository);
  }

  @Test
  void kubo_blocksThatWePut_areAllThereAndRight() throws Exception {
    List<Block> blocks = new ArrayList<>(SampleBlocks.many(50, 200));
    blocks.add(SampleBlocks.raw(99, 1_000_000));
    FlatfsBlockstore store = Stores.open(repository.resolve("blocks"));
    Stores.put(store, blocks);
    store.close();

    List<String> listed = kubo.run("refs", "local").text().lines().toList();
    for (Block block : blocks) {
      assertThat(listed).contains(block.cid().toString());
      assertThat(kubo.run("block", "get", block.cid().toString()).output())
          .isEqualTo(block.bytes());
    }
    assertThat(kubo.run("repo", "verify").text())
        .contains("verify complete, all blocks validated.");
    assertThat(kubo.run("repo", "stat").text()).contains("NumObjects: " + listed.size());
  }

  @Test
  void open_blocksThatKuboPut_areThereAndRight() throws Exception {
    Path file = Files.write(temp.resolve("file"), SampleBlocks.bytes(1, 3_000_000));
    assertThat(kubo.run("add", "-q", "--cid-version=1", file.toString()).exit()).isZero();
    List<String> listed = kubo.run("refs", "local").text().lines().toList();

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
    Kubo.Result refused = kubo.run("refs", "local");
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.errors()).contains("someone else has the lock");
    store.close();
    assertThat(kubo.run("refs", "local").exit()).isZero();
  }

  @Test
  void kubo_ourCrash_leavesItsFolderUsable() throws Exception {
    Path folder = repository.resolve("blocks");
    try (ChildStore child = ChildStore.start(folder, 2, 0)) {
      child.awaitOpen();
      child.awaitSynced(1);
      child.killAfter(500);
    }
    assertThat(kubo.run("repo", "verify").text())
        .contains("verify complete, all blocks validated.");
    FlatfsBlockstore store = Stores.open(folder);
    int ours = Stores.hashes(store).size();
    store.close();
    assertThat(kubo.run("refs", "local").text().lines()).hasSize(ours);
  }

  @Test
  void open_kuboRunsACommand_isRefused() throws Exception {
    try (ChildStore command = ChildStore.lock(repository.resolve("repo.lock"))) {
      command.awaitOpen();
      assertThatThrownBy(() -> Stores.open(repository.resolve("blocks")))
          .isInstanceOf(BlockstoreException.class)
          .hasMessageContaining("Kubo");
      assertThat(kubo.run("refs", "local").exit()).isNotZero();
    }
  }
}
