package org.helia.blockstore.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.helia.api.block.Block;
import org.helia.api.block.Blockstore;
import org.helia.api.block.BlockstoreClosedException;
import org.helia.api.block.BlockstoreFullException;
import org.helia.multiformats.Multihash;
import org.helia.testkit.block.BlockstoreContract;
import org.helia.testkit.block.ConcurrentBlockstoreContract;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.concurrent.Together;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MemoryBlockstoreTest {
  private static final int SIZE = 1000;
  private static final int ROOM = SIZE + MemoryBlockstore.OVERHEAD_BYTES;
  private static final long MIB = 1 << 20;

  @Test
  void put_fullStore_isRefusedWithTheNumbers() {
    MemoryBlockstore store = new MemoryBlockstore(2 * ROOM + 7);
    List<Block> blocks = SampleBlocks.many(3, SIZE);
    put(store, blocks.get(0));
    put(store, blocks.get(1));
    assertThatThrownBy(() -> put(store, blocks.get(2)))
        .isInstanceOf(BlockstoreFullException.class)
        .hasMessageContaining("memory")
        .hasMessageContaining(blocks.get(2).cid().multihash().toString())
        .hasMessageContaining("needs 1160 bytes")
        .hasMessageContaining("7 of 2327 are free");
    assertThat(store.has(blocks.get(2).cid().multihash())).isFalse();
    put(store, blocks.get(0));
  }

  @Test
  void put_blockWasDeleted_hasRoomAgain() {
    MemoryBlockstore store = new MemoryBlockstore(ROOM);
    List<Block> blocks = SampleBlocks.many(2, SIZE);
    for (int round = 0; round < 100; round++) {
      for (Block block : blocks) {
        put(store, block);
        store.delete(block.cid().multihash());
      }
    }
    put(store, blocks.get(0));
    assertThatThrownBy(() -> put(store, blocks.get(1))).isInstanceOf(BlockstoreFullException.class);
  }

  @Test
  void put_sameBlocksInManyThreads_takeTheirRoomOnce() throws Exception {
    List<Block> blocks = SampleBlocks.many(50, SIZE);
    MemoryBlockstore store = new MemoryBlockstore(50L * ROOM);
    Together.run(8, thread -> blocks.forEach(block -> put(store, block)));
    blocks.forEach(block -> assertThat(store.has(block.cid().multihash())).isTrue());
  }

  @Test
  void put_manyThreadsAtTheLimit_neverExceedIt() throws Exception {
    MemoryBlockstore store = new MemoryBlockstore(100L * ROOM);
    AtomicInteger refused = new AtomicInteger();
    List<Block> blocks = SampleBlocks.many(400, SIZE);
    Together.run(
        4,
        thread -> {
          for (Block block : blocks.subList(thread * 100, thread * 100 + 100)) {
            try {
              put(store, block);
            } catch (BlockstoreFullException e) {
              refused.incrementAndGet();
            }
          }
        });
    assertThat(refused).hasValue(300);
    assertThat(store.hashes()).hasSize(100);
  }

  @Test
  void configure_lowerLimit_keepsTheBlocksAndRefusesNewOnes() {
    MemoryBlockstore store = new MemoryBlockstore(MIB);
    List<Block> blocks = SampleBlocks.many(3, SIZE);
    put(store, blocks.get(0));
    put(store, blocks.get(1));
    store.configure(new FixedConfig(ROOM));
    assertThat(store.has(blocks.get(0).cid().multihash())).isTrue();
    assertThatThrownBy(() -> put(store, blocks.get(2)))
        .isInstanceOf(BlockstoreFullException.class)
        .hasMessageContaining("0 of 1160 are free");
    store.configure(new FixedConfig(MIB));
    put(store, blocks.get(2));
  }

  @Test
  void open_defaultLimit_isHalfOfTheHeap() {
    assertThat(new MemoryBlockstore(new FixedConfig(0)).maxBytes())
        .isEqualTo(Runtime.getRuntime().maxMemory() / 2);
  }

  @Test
  void open_negativeLimit_namesTheOption() {
    assertThatThrownBy(() -> new MemoryBlockstore(new FixedConfig(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxBytes")
        .hasMessageContaining("-1");
  }

  @Test
  void hashes_closedOnTheWay_doesNotEndAsIfWhole() {
    MemoryBlockstore store = new MemoryBlockstore(MIB);
    SampleBlocks.many(10, 10).forEach(block -> put(store, block));
    try (Stream<Multihash> hashes = store.hashes()) {
      Iterator<Multihash> each = hashes.iterator();
      each.next();
      store.close();
      assertThatThrownBy(() -> each.forEachRemaining(hash -> {}))
          .isInstanceOf(BlockstoreClosedException.class);
    }
  }

  private static void put(Blockstore store, Block block) {
    store.put(block.cid().multihash(), block.bytes());
  }

  @Nested
  class Alone extends BlockstoreContract {
    @Override
    protected Blockstore open() {
      return new MemoryBlockstore(100 * MIB);
    }

    @Override
    protected void close(Blockstore opened) {
      ((MemoryBlockstore) opened).close();
    }
  }

  @Nested
  class Shared extends ConcurrentBlockstoreContract {
    @Override
    protected Blockstore open() {
      return new MemoryBlockstore(100 * MIB);
    }

    @Override
    protected void close(Blockstore opened) {
      ((MemoryBlockstore) opened).close();
    }
  }
}
