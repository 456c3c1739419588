package org.helia.blocks.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.helia.blocks.internal.Rig.keep;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.helia.api.Progress;
import org.helia.api.block.Block;
import org.helia.api.block.BlockSession;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.FetchOptions;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;
import org.helia.testkit.block.FakeBlockstore;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.concurrent.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stores come and go while eight threads read and two write; not one call may fail or be wrong. */
@Timeout(300)
class HotSwapTest {
  private static final int SWAPS = 60;
  private static final int READERS = 8;
  private static final int WRITERS = 2;
  private static final int BLOCK_BYTES = 2000;

  /** Enough to have several to choose from; more would only make each migration longer. */
  private static final int MOST_WRITTEN = 1500;

  private final Rig rig = new Rig(Rig.LONG);
  private final List<Cid> readable = new CopyOnWriteArrayList<>();
  private final AtomicLong written = new AtomicLong();

  @Test
  void swap_withMigration_noCallFailsAndNothingIsLost() throws Exception {
    FakeBlockstore last = rig.store("store0", 0);
    for (int i = 0; i < 100; i++) {
      write(i);
    }
    try (Background readers = Background.repeat(READERS, this::read);
        Background writers = Background.repeat(WRITERS, thread -> writeNext())) {
      for (int swap = 1; swap <= SWAPS && readers.isWell() && writers.isWell(); swap++) {
        FakeBlockstore next = rig.store("store" + swap, swap);
        rig.blocks.migrate("store" + (swap - 1), "store" + swap, Progress.NONE);
        rig.remove(last);
        last = next;
      }
    }
    assertNothingLost();
    rig.close();
  }

  @Test
  void swap_deletesAllTheTime_noBlockComesBack() throws Exception {
    Set<Multihash> deleted = ConcurrentHashMap.newKeySet();
    FakeBlockstore last = rig.store("store0", 0);
    try (Background deleters =
        Background.repeat(
            4,
            thread -> {
              Block block = SampleBlocks.raw(written.incrementAndGet(), 100);
              rig.blocks.put(block);
              assertThat(rig.blocks.delete(block.cid())).isTrue();
              deleted.add(Rig.hash(block));
            })) {
      for (int swap = 1; swap <= SWAPS && deleters.isWell(); swap++) {
        FakeBlockstore next = rig.store("store" + swap, swap);
        rig.blocks.migrate("store" + (swap - 1), "store" + swap, Progress.NONE);
        rig.remove(last);
        last = next;
      }
    }
    try (Stream<Multihash> hashes = rig.blocks.hashes()) {
      assertThat(hashes.filter(deleted::contains)).isEmpty();
    }
    rig.close();
  }

  @Test
  void update_ofTheOnlyStore_noCallFailsAndNothingIsLost() throws Exception {
    FakeBlockstore last = rig.store("flat", 0);
    for (int i = 0; i < 100; i++) {
      write(i);
    }
    try (Background readers = Background.repeat(READERS, this::read);
        Background writers = Background.repeat(WRITERS, thread -> writeNext())) {
      for (int update = 1; update <= SWAPS && readers.isWell() && writers.isWell(); update++) {
        rig.blocks.removeBlockstore(last);
        FakeBlockstore next = sameDisk(last);
        last.close();
        rig.add("flat", 0, next);
        last = next;
      }
    }
    assertNothingLost();
    rig.close();
  }

  /** What the new version of a bundle finds on the disk that the old one has left. */
  private static FakeBlockstore sameDisk(FakeBlockstore before) {
    FakeBlockstore after = new FakeBlockstore("flat");
    try (Stream<Multihash> hashes = before.hashes()) {
      hashes.forEach(hash -> after.put(hash, before.get(hash).orElseThrow()));
    }
    after.sync();
    return after;
  }

  @Test
  void ranking_flipsAllTheTime_noCallFails() throws Exception {
    FakeBlockstore one = rig.store("one", 1);
    FakeBlockstore two = rig.store("two", 2);
    SampleBlocks.many(100, BLOCK_BYTES).forEach(block -> keep(one, block));
    for (int i = 0; i < 100; i++) {
      write(i);
    }
    try (Background readers = Background.repeat(READERS, this::read);
        Background writers = Background.repeat(WRITERS, thread -> writeNext())) {
      for (int flip = 0; flip < 500 && readers.isWell() && writers.isWell(); flip++) {
        rig.rank("one", flip % 2 == 0 ? 3 : 1, one);
        assertThat(rig.blocks.has(readable.get(0))).isTrue();
      }
    }
    assertThat(two.count()).isPositive();
    assertNothingLost();
    rig.close();
  }

  private void read(int thread) {
    Cid cid = readable.get(ThreadLocalRandom.current().nextInt(readable.size()));
    if (thread % 4 == 0) {
      readAhead(cid);
    } else if (thread % 4 == 1) {
      assertThat(rig.blocks.has(cid)).isTrue();
      assertThat(rig.blocks.size(cid)).hasValue(BLOCK_BYTES);
    } else {
      assertThat(rig.blocks.get(cid).size()).isEqualTo(BLOCK_BYTES);
    }
  }

  private void readAhead(Cid first) {
    try (BlockSession session = rig.blocks.session(FetchOptions.OFFLINE)) {
      List<Cid> some = readable.stream().limit(10).toList();
      some.forEach(session::prefetch);
      assertThat(session.get(first).size()).isEqualTo(BLOCK_BYTES);
      some.forEach(cid -> assertThat(session.get(cid).size()).isEqualTo(BLOCK_BYTES));
    }
  }

  private void writeNext() {
    long seed = 1000 + written.getAndIncrement() % MOST_WRITTEN;
    write(seed);
  }

  private void write(long seed) {
    Block block = SampleBlocks.raw(seed, BLOCK_BYTES);
    try (BlockWriter writer = rig.blocks.writer()) {
      writer.put(block);
      writer.commit();
    }
    assertThat(rig.blocks.get(block.cid()).size()).isEqualTo(BLOCK_BYTES);
    if (readable.size() < MOST_WRITTEN) {
      readable.add(block.cid());
    }
  }

  private void assertNothingLost() {
    assertThat(readable).hasSizeGreaterThan(100);
    for (Cid cid : readable) {
      assertThat(rig.blocks.get(cid, FetchOptions.OFFLINE).size()).isEqualTo(BLOCK_BYTES);
    }
  }
}
