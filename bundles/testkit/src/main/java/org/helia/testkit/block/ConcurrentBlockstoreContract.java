package org.helia.testkit.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.helia.api.HeliaException;
import org.helia.api.block.Block;
import org.helia.api.block.Blockstore;
import org.helia.api.block.BlockstoreClosedException;
import org.helia.multiformats.Multihash;
import org.helia.testkit.concurrent.Background;
import org.helia.testkit.concurrent.Together;
import org.junit.jupiter.api.Test;

/**
 * What {@link Blockstore} promises for calls of many threads at once. Extend it in a test class.
 */
public abstract class ConcurrentBlockstoreContract extends StoreContract {
  private static final int THREADS = 8;

  @Test
  void put_manyThreads_keepsEveryBlock() throws Exception {
    List<Block> blocks = SampleBlocks.many(THREADS * 200, 500);
    Together.run(
        THREADS, thread -> blocks.subList(thread * 200, (thread + 1) * 200).forEach(this::put));
    blocks.forEach(this::assertHas);
    assertThat(listed()).containsExactlyInAnyOrderElementsOf(hashesOf(blocks));
  }

  @Test
  void put_sameBlocksInAllThreads_storesEachOnce() throws Exception {
    List<Block> blocks = SampleBlocks.many(200, 3000);
    Together.run(
        THREADS,
        thread ->
            blocks.forEach(
                block -> {
                  put(block);
                  assertHas(block);
                }));
    assertThat(listed()).containsExactlyInAnyOrderElementsOf(hashesOf(blocks));
  }

  @Test
  void get_whileBlocksAreStored_neverSeesAPart() throws Exception {
    List<Block> blocks = SampleBlocks.many(24, 700_000);
    try (Background readers =
        Background.repeat(THREADS - 2, thread -> assertWholeOrAbsent(anyOf(blocks)))) {
      Together.run(2, thread -> blocks.forEach(this::put));
      assertThat(readers.isWell()).isTrue();
    }
    blocks.forEach(this::assertHas);
  }

  @Test
  void get_whileBlocksComeAndGo_neverSeesAPart() throws Exception {
    List<Block> blocks = SampleBlocks.many(8, 200_000);
    try (Background readers = Background.repeat(4, thread -> assertWholeOrAbsent(anyOf(blocks)))) {
      Together.run(
          4,
          thread -> {
            for (int round = 0; round < 100; round++) {
              Block block = anyOf(blocks);
              put(block);
              delete(block);
            }
          });
      assertThat(readers.isWell()).isTrue();
    }
    blocks.forEach(this::assertWholeOrAbsent);
    blocks.forEach(this::put);
    blocks.forEach(this::assertHas);
  }

  @Test
  void delete_sameBlockInAllThreads_isTrueInOne() throws Exception {
    for (Block block : SampleBlocks.many(50, 100)) {
      put(block);
      Set<Integer> deleted = ConcurrentHashMap.newKeySet();
      Together.run(
          THREADS,
          thread -> {
            if (delete(block)) {
              deleted.add(thread);
            }
          });
      assertThat(deleted).hasSize(1);
    }
  }

  @Test
  void hashes_whileOthersComeAndGo_hasEveryStableBlockOnce() throws Exception {
    List<Block> stable = SampleBlocks.many(300, 100);
    List<Block> changing =
        Stream.iterate(1000, seed -> seed + 1)
            .limit(300)
            .map(seed -> SampleBlocks.raw(seed, 100))
            .toList();
    Set<Multihash> toStay = Set.copyOf(hashesOf(stable));
    Set<Multihash> known = new HashSet<>(hashesOf(changing));
    known.addAll(toStay);
    stable.forEach(this::put);
    try (Background changes = Background.repeat(4, thread -> putOrDelete(anyOf(changing)))) {
      for (int round = 0; round < 30; round++) {
        List<Multihash> seen = listed();
        assertThat(known).containsAll(seen);
        List<Multihash> seenStable = seen.stream().filter(toStay::contains).toList();
        assertThat(seenStable).containsExactlyInAnyOrderElementsOf(toStay);
      }
      assertThat(changes.isWell()).isTrue();
    }
  }

  @Test
  void allCalls_eachThreadItsOwnBlocks_behaveAsIfAlone() throws Exception {
    Together.run(THREADS, this::liveAlone);
  }

  /**
   * Compares the store with a set of what should be in it, for blocks that no other thread touches.
   */
  private void liveAlone(int thread) {
    Random random = new Random(thread);
    List<Block> own =
        Stream.iterate(thread * 1000, seed -> seed + 1)
            .limit(20)
            .map(seed -> SampleBlocks.raw(seed, 50 + seed % 5000))
            .toList();
    Set<Multihash> expected = new HashSet<>();
    for (int round = 0; round < 300; round++) {
      Block block = own.get(random.nextInt(own.size()));
      Multihash hash = block.cid().multihash();
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          put(block);
          expected.add(hash);
        }
        case 2 -> assertThat(store().delete(hash)).isEqualTo(expected.remove(hash));
        case 3 -> store().sync();
        default -> assertThat(store().has(hash)).isEqualTo(expected.contains(hash));
      }
      assertThat(store().get(hash).isPresent()).isEqualTo(expected.contains(hash));
    }
  }

  @Test
  void interrupt_readersAndWriters_leavesTheStoreUsable() throws Exception {
    List<Block> blocks = SampleBlocks.many(200, 20_000);
    for (int round = 0; round < 10; round++) {
      Thread victim = new Thread(() -> readAndWriteUntilInterrupted(blocks), "victim");
      victim.start();
      assertWholeOrAbsent(anyOf(blocks));
      victim.interrupt();
      victim.join();
    }
    blocks.forEach(this::assertWholeOrAbsent);
    blocks.forEach(this::put);
    blocks.forEach(this::assertHas);
  }

  private void readAndWriteUntilInterrupted(List<Block> blocks) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Block block = anyOf(blocks);
        put(block);
        store().get(block.cid().multihash());
        delete(block);
      }
    } catch (HeliaException e) {
      // A store may give up an interrupted call, with an error of ours.
    }
  }

  @Test
  void close_callsInTheStore_eachSucceedsOrSaysClosed() throws Exception {
    List<Block> blocks = SampleBlocks.many(50, 10_000);
    try (Background callers =
        Background.repeat(THREADS, thread -> callUntilClosed(anyOf(blocks)))) {
      closeStore();
      assertThat(callers.isWell()).isTrue();
    }
  }

  private void callUntilClosed(Block block) {
    Multihash hash = block.cid().multihash();
    try {
      store().put(hash, block.bytes());
      assertThat(store().get(hash).map(bytes -> Arrays.equals(bytes, block.bytes())))
          .isIn(Optional.empty(), Optional.of(true));
      store().delete(hash);
      store().sync();
    } catch (BlockstoreClosedException e) {
      Thread.onSpinWait();
    }
  }

  private void putOrDelete(Block block) {
    if (ThreadLocalRandom.current().nextBoolean()) {
      put(block);
    } else {
      delete(block);
    }
  }

  private static Block anyOf(List<Block> blocks) {
    return blocks.get(ThreadLocalRandom.current().nextInt(blocks.size()));
  }
}
