package org.helia.blockstore.flatfs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.helia.api.block.Block;
import org.helia.api.block.BlockstoreFullException;
import org.helia.testkit.block.SampleBlocks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full: a small tmpfs, where the system lets us mount one. */
class FullDiskTest {
  private static final int DISK_BYTES = 8 * 1024 * 1024;

  @TempDir Path temp;
  private Path disk;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(temp.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK_BYTES, "tmpfs", disk.toString());
    if (!mounted) {
      System.err.println(
          "SKIPPED "
              + getClass().getSimpleName()
              + ": mounting a tmpfs needs root; run it as root");
    }
    Assumptions.assumeTrue(mounted, "mounting a tmpfs needs root");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  private static List<Block> fill(FlatfsBlockstore store, int size) {
    List<Block> stored = new ArrayList<>();
    assertThatThrownBy(
            () -> {
              for (int seed = 0; seed < 1_000_000; seed++) {
                Block block = SampleBlocks.raw(seed, size);
                Stores.put(store, block);
                stored.add(block);
              }
            })
        .isInstanceOf(BlockstoreFullException.class)
        .hasMessageContaining("is full")
        .hasMessageContaining("needs " + size + " bytes");
    return stored;
  }

  @Test
  void put_largeBlocksOnAFullDisk_isRefusedAndTheStoreGoesOn() throws Exception {
    Path folder = disk.resolve("blocks");
    FlatfsBlockstore store = Stores.open(folder);
    List<Block> stored = fill(store, 300_000);
    store.sync();
    Stores.assertHas(store, stored);
    assertThat(Stores.hashes(store)).containsExactlyInAnyOrderElementsOf(Stores.hashesOf(stored));
    assertThat(folder.resolve(".temp")).isEmptyDirectory();

    Block next = SampleBlocks.raw(stored.size(), 300_000);
    assertThat(store.delete(stored.get(0).cid().multihash())).isTrue();
    Stores.put(store, next);
    store.sync();
    store.close();

    FlatfsBlockstore again = Stores.open(folder);
    Stores.assertHas(again, stored.subList(1, stored.size()));
    Stores.assertHas(again, next);
    again.close();
  }

  @Test
  void put_smallBlocksOnAFullDisk_losesNothingThatWasPut() throws Exception {
    Path folder = disk.resolve("blocks");
    FlatfsBlockstore store = Stores.open(folder);
    Block large = SampleBlocks.raw(-1, 2_000_000);
    Stores.put(store, large);
    store.sync();
    List<Block> stored = fill(store, 1000);
    store.sync();
    Stores.assertHas(store, stored);
    store.close();

    FlatfsBlockstore again = Stores.open(folder);
    Stores.assertHas(again, stored);
    assertThat(again.delete(large.cid().multihash())).isTrue();
    Block next = SampleBlocks.raw(-2, 1000);
    Stores.put(again, next);
    again.sync();
    Stores.assertHas(again, next);
    again.close();
  }
}
