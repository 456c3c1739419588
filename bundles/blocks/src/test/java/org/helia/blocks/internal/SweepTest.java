package org.helia.blocks.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.helia.api.block.Block;
import org.helia.api.block.BlockException;
import org.helia.api.block.BlockGuardedException;
import org.helia.api.block.BlockSweep;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.BlockstoreFullException;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;
import org.helia.testkit.block.FakeBlockstore;
import org.helia.testkit.block.FakeBroker;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.block.SampleDags;
import org.helia.testkit.concurrent.Background;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What sweeps leave alone. */
class SweepTest {
  private final Rig rig = new Rig();
  private final FakeBlockstore store = rig.store("one", 1);

  @AfterEach
  void close() {
    rig.close();
  }

  private static void deleteAll(BlockSweep sweep) {
    try (Stream<Multihash> candidates = sweep.candidates()) {
      candidates.forEach(sweep::delete);
    }
  }

  private void sweepAll() {
    try (BlockSweep sweep = rig.blocks.begin()) {
      deleteAll(sweep);
    }
  }

  @Test
  void keepDag_belowMarkedNodesSomethingWasMissing_followsTheLinksItself() {
    Cid leaf;
    Cid middle;
    Cid root;
    try (BlockWriter writer = rig.blocks.writer()) {
      leaf = SampleDags.leaf(writer, 1);
      middle = SampleDags.node(writer, leaf);
      root = SampleDags.node(writer, middle);
    }
    try (BlockSweep sweep = rig.blocks.begin();
        BlockWriter writer = rig.blocks.writer()) {
      // As if the middle had not been there when the collector came by.
      sweep.mark(root);
      sweep.markBlock(middle.multihash());
      sweep.markIncomplete();
      writer.keepDag(root);
      deleteAll(sweep);
    }
    assertThat(rig.blocks.has(leaf)).isTrue();
  }

  @Test
  void delete_nothingProtected_removesAll() {
    SampleBlocks.many(10, 10).forEach(rig.blocks::put);
    sweepAll();
    assertThat(store.count()).isZero();
  }

  @Test
  void delete_markedBlocks_stay() {
    List<Block> blocks = SampleBlocks.many(10, 10);
    blocks.forEach(rig.blocks::put);
    try (BlockSweep sweep = rig.blocks.begin()) {
      assertThat(sweep.mark(blocks.get(0).cid())).isTrue();
      assertThat(sweep.mark(blocks.get(0).cid())).isFalse();
      assertThat(sweep.markBlock(blocks.get(1).cid().multihash())).isTrue();
      assertThat(sweep.marked()).isEqualTo(2);
      deleteAll(sweep);
    }
    assertThat(store.count()).isEqualTo(2);
    assertThat(rig.blocks.has(blocks.get(0).cid())).isTrue();
  }

  @Test
  void delete_blockOfAnOpenWriter_stays() {
    try (BlockWriter before = rig.blocks.writer()) {
      Cid cid = SampleDags.leaf(before, 1);
      try (BlockSweep sweep = rig.blocks.begin();
          BlockWriter after = rig.blocks.writer()) {
        Cid other = SampleDags.leaf(after, 2);
        deleteAll(sweep);
        assertThat(rig.blocks.has(cid)).isTrue();
        assertThat(rig.blocks.has(other)).isTrue();
        assertThat(sweep.isKept(other.multihash())).isTrue();
      }
      sweepAll();
      assertThat(rig.blocks.has(cid)).isTrue();
    }
    sweepAll();
    assertThat(store.count()).isZero();
  }

  @Test
  void delete_writerClosedDuringTheSweep_itsBlocksStayForThisOne() {
    try (BlockWriter writer = rig.blocks.writer();
        BlockSweep sweep = rig.blocks.begin()) {
      SampleDags.leaf(writer, 1);
      writer.close();
      deleteAll(sweep);
      assertThat(store.count()).isEqualTo(1);
    }
    sweepAll();
    assertThat(store.count()).isZero();
  }

  @Test
  void keep_presentAndAbsent_saysSoAndProtects() {
    Block present = SampleBlocks.raw(1, 10);
    Block later = SampleBlocks.raw(2, 10);
    rig.blocks.put(present);
    try (BlockWriter writer = rig.blocks.writer()) {
      assertThat(writer.keep(present.cid())).isTrue();
      assertThat(writer.keep(later.cid())).isFalse();
      rig.blocks.put(later);
      sweepAll();
      assertThat(rig.blocks.has(present.cid())).isTrue();
      assertThat(rig.blocks.has(later.cid())).isTrue();
    }
  }

  @Test
  void keepDag_beforeTheSweep_isAmongItsRoots() {
    Cid root = tree(1);
    try (BlockWriter writer = rig.blocks.writer()) {
      writer.keepDag(root);
      try (BlockSweep sweep = rig.blocks.begin()) {
        assertThat(sweep.keptDags()).containsExactly(root);
      }
    }
    try (BlockSweep sweep = rig.blocks.begin()) {
      assertThat(sweep.keptDags()).isEmpty();
    }
  }

  @Test
  void keepDag_duringTheSweep_keepsTheWholeDag() {
    Cid root = tree(1);
    tree(10_000);
    int blocks = store.count() / 2;
    try (BlockSweep sweep = rig.blocks.begin();
        BlockWriter writer = rig.blocks.writer()) {
      writer.keepDag(root);
      writer.close();
      deleteAll(sweep);
      assertThat(store.count()).isEqualTo(blocks);
      assertThat(rig.blocks.has(root)).isTrue();
    }
  }

  @Test
  void keepDag_partlyMissing_keepsWhatIsThere() {
    Cid missing = SampleBlocks.raw(1, 10).cid();
    Cid root;
    try (BlockWriter writer = rig.blocks.writer()) {
      root = SampleDags.node(writer, missing, SampleDags.leaf(writer, 2));
    }
    try (BlockSweep sweep = rig.blocks.begin();
        BlockWriter writer = rig.blocks.writer()) {
      writer.keepDag(root);
      deleteAll(sweep);
    }
    assertThat(store.count()).isEqualTo(2);
  }

  @Test
  void begin_anotherIsOpen_isRefused() {
    try (BlockSweep open = rig.blocks.begin()) {
      assertThatThrownBy(rig.blocks::begin)
          .isInstanceOf(BlockException.class)
          .hasMessageContaining("another garbage collection");
      assertThat(open.marked()).isZero();
    }
    rig.blocks.begin().close();
  }

  @Test
  void fetch_duringTheSweep_isKept() {
    Block block = SampleBlocks.raw(1, 10);
    rig.broker(0, new FakeBroker("net").offer(block));
    try (BlockSweep sweep = rig.blocks.begin()) {
      rig.blocks.get(block.cid());
      deleteAll(sweep);
    }
    assertThat(store.count()).isEqualTo(1);
  }

  @Test
  void protection_outOfRoom_protectsEverythingUntilClosed() {
    WriteBarrier barrier = new WriteBarrier(new HashLocks(), 3);
    Protection small = barrier.open();
    Protection large = barrier.open();
    SampleBlocks.many(2, 10).forEach(block -> small.add(block.cid().multihash()));
    SampleBlocks.many(5, 11).forEach(block -> large.add(block.cid().multihash()));
    Multihash any = SampleBlocks.raw(77, 10).cid().multihash();
    assertThat(small.covers(barrier.fingerprint(any))).isFalse();
    assertThat(barrier.isProtected(any)).isTrue();
    barrier.close(large);
    assertThat(barrier.isProtected(any)).isFalse();
    Protection next = barrier.open();
    next.add(any);
    assertThat(next.covers(barrier.fingerprint(any))).isTrue();
    Multihash other = SampleBlocks.raw(78, 10).cid().multihash();
    assertThat(next.covers(barrier.fingerprint(other))).isFalse();
  }

  @Test
  void protection_inherited_coversAllAndGivesBackAllItsRoom() {
    WriteBarrier barrier = new WriteBarrier(new HashLocks(), 10);
    List<Multihash> hashes =
        SampleBlocks.many(11, 10).stream().map(block -> block.cid().multihash()).toList();
    Protection heir = barrier.newProtection();
    for (int writer = 0; writer < 4; writer++) {
      Protection ended = barrier.open();
      hashes.subList(writer, writer + 3).forEach(ended::add);
      heir.inherit(ended);
    }
    assertThat(hashes.subList(0, 6)).allMatch(each -> heir.covers(barrier.fingerprint(each)));
    assertThat(heir.covers(barrier.fingerprint(hashes.get(6)))).isFalse();

    heir.release();
    Protection next = barrier.open();
    hashes.subList(0, 10).forEach(next::add);
    assertThat(next.covers(barrier.fingerprint(hashes.get(10)))).isFalse();
    next.add(hashes.get(10));
    assertThat(next.covers(barrier.fingerprint(SampleBlocks.raw(99, 10).cid().multihash())))
        .isTrue();
  }

  @Test
  void delete_guarded_isRefusedWithTheReason() {
    Block block = SampleBlocks.raw(1, 10);
    rig.blocks.put(block);
    rig.blocks.addGuard(hash -> Optional.of("pinned by the test"), Map.of("service.id", 1L));
    assertThatThrownBy(() -> rig.blocks.delete(block.cid()))
        .isInstanceOf(BlockGuardedException.class)
        .hasMessageContaining(block.cid().toString())
        .hasMessageContaining("pinned by the test");
    assertThat(rig.blocks.has(block.cid())).isTrue();
  }

  @Test
  void delete_neededSinceItWasAskedFor_isRefused() {
    Block block = SampleBlocks.raw(1, 10);
    rig.blocks.put(block);
    AtomicInteger questions = new AtomicInteger();
    rig.blocks.addGuard(
        hash -> questions.incrementAndGet() == 1 ? Optional.empty() : Optional.of("pinned now"),
        Map.of("service.id", 1L));

    assertThatThrownBy(() -> rig.blocks.delete(block.cid()))
        .isInstanceOf(BlockGuardedException.class)
        .hasMessageContaining("pinned now");
    assertThat(rig.blocks.has(block.cid())).isTrue();
  }

  @Test
  void put_notAdmitted_storesNothing() {
    rig.blocks.addAdmission(
        (hash, bytes) -> {
          throw new BlockstoreFullException("no room for " + bytes);
        },
        Map.of("service.id", 1L));
    assertThatThrownBy(() -> rig.blocks.put(SampleBlocks.raw(1, 10)))
        .isInstanceOf(BlockstoreFullException.class)
        .hasMessage("no room for 10");
    assertThat(store.count()).isZero();
  }

  @Test
  void put_beside10kDeletions_isThereWhileItsWriterIsOpen() throws Exception {
    AtomicLong deleted = new AtomicLong();
    AtomicInteger sweeps = new AtomicInteger();
    List<Block> blocks = IntStream.range(0, 40).mapToObj(i -> SampleBlocks.raw(i, 20)).toList();
    try (Background writers =
        Background.repeat(
            4,
            thread -> {
              Block block = blocks.get((int) (System.nanoTime() % blocks.size()));
              try (BlockWriter writer = rig.blocks.writer()) {
                boolean kept = thread < 2 && writer.keep(block.cid());
                if (!kept) {
                  writer.put(block);
                }
                for (int i = 0; i < 5; i++) {
                  assertThat(rig.blocks.has(block.cid())).isTrue();
                }
              }
            })) {
      while (writers.isWell() && (deleted.get() < 10_000 || sweeps.get() < 100)) {
        try (BlockSweep sweep = rig.blocks.begin();
            Stream<Multihash> candidates = sweep.candidates()) {
          deleted.addAndGet(candidates.filter(sweep::delete).count());
          sweeps.incrementAndGet();
        }
      }
    }
  }

  private Cid tree(long seed) {
    try (BlockWriter writer = rig.blocks.writer()) {
      return SampleDags.tree(writer, 100, 7, seed);
    }
  }
}
