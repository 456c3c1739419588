package org.helia.blockstore.flatfs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.helia.api.block.Block;
import org.helia.multiformats.Multihash;
import org.helia.testkit.block.SampleBlocks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left when the power fails, on a disk that loses whatever was not forced. */
class PowerLossTest {
  private static final int LOSSES = 5;
  private static final int STEPS = 60;

  @TempDir Path temp;
  private final Set<Block> promised = new HashSet<>();
  private final Set<Block> deletedSinceSync = new HashSet<>();
  private final Set<Block> putSinceSync = new HashSet<>();
  private final Set<Block> gone = new HashSet<>();
  private final List<Block> known = new ArrayList<>();
  private Random random = new Random();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void losePower_atAnyInstant_leavesWhatWasPromisedAndNothingTorn(long seed) throws Exception {
    random = new Random(seed);
    Path folder = Files.createDirectory(temp.resolve("0"));
    for (int loss = 1; loss <= LOSSES; loss++) {
      PowerlessDisk disk = new PowerlessDisk(folder);
      FlatfsStore store = Stores.openStore(folder, disk);
      check(store);
      int steps = random.nextInt(STEPS);
      for (int step = 0; step < steps; step++) {
        step(store);
      }
      Path left = Files.createDirectory(temp.resolve(Integer.toString(loss)));
      disk.losePower(left, random);
      store.close();
      forget();
      folder = left;
    }
    FlatfsStore store = Stores.openStore(folder, new LocalDisk());
    check(store);
    store.close();
  }

  private void step(FlatfsStore store) throws IOException {
    switch (random.nextInt(12)) {
      case 0, 1 -> sync(store);
      case 2 -> store.checkpoint();
      case 3 -> delete(store);
      case 4 -> putAgain(store);
      case 5, 6 -> put(store, SampleBlocks.raw(random.nextLong(), 2000 + random.nextInt(50_000)));
      default -> put(store, SampleBlocks.raw(random.nextLong(), random.nextInt(1000)));
    }
  }

  private void sync(FlatfsStore store) throws IOException {
    store.sync();
    promised.addAll(putSinceSync);
    gone.addAll(deletedSinceSync);
    putSinceSync.clear();
    deletedSinceSync.clear();
  }

  private void put(FlatfsStore store, Block block) throws IOException {
    store.put(block.cid().multihash(), block.bytes());
    known.add(block);
    putSinceSync.add(block);
    deletedSinceSync.remove(block);
    gone.remove(block);
  }

  private void putAgain(FlatfsStore store) throws IOException {
    if (!known.isEmpty()) {
      put(store, known.get(random.nextInt(known.size())));
    }
  }

  private void delete(FlatfsStore store) throws IOException {
    if (!known.isEmpty()) {
      Block block = known.get(random.nextInt(known.size()));
      store.delete(block.cid().multihash());
      promised.remove(block);
      putSinceSync.remove(block);
      deletedSinceSync.add(block);
    }
  }

  /** Nothing is known of what was not synced. */
  private void forget() {
    putSinceSync.clear();
    deletedSinceSync.clear();
  }

  private void check(FlatfsStore store) throws IOException {
    for (Block block : promised) {
      assertThat(store.get(block.cid().multihash())).as("promised").isEqualTo(block.bytes());
    }
    for (Block block : gone) {
      assertThat(store.get(block.cid().multihash())).as("deleted").isNull();
    }
    try (BlockWalk walk = store.walk()) {
      for (Multihash hash = walk.next(); hash != null; hash = walk.next()) {
        byte[] bytes = store.get(hash);
        assertThat(SampleBlocks.raw(bytes).cid().multihash()).as("whole").isEqualTo(hash);
      }
    }
  }

  /** The simulated disk does lose what was not forced, or the test above would show nothing. */
  @Test
  void losePower_withoutAnySync_losesBlocks() throws Exception {
    int lost = 0;
    for (int seed = 0; seed < 10; seed++) {
      Path folder = Files.createDirectory(temp.resolve("before" + seed));
      PowerlessDisk disk = new PowerlessDisk(folder);
      FlatfsStore store = Stores.openStore(folder, disk);
      Block block = SampleBlocks.raw(seed, 100);
      store.put(block.cid().multihash(), block.bytes());
      Path left = Files.createDirectory(temp.resolve("after" + seed));
      disk.losePower(left, new Random(seed));
      store.close();
      FlatfsStore again = Stores.openStore(left, new LocalDisk());
      lost += again.get(block.cid().multihash()) == null ? 1 : 0;
      again.close();
    }
    assertThat(lost).isPositive();
  }
}
