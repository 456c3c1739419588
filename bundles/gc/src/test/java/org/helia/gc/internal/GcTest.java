package org.helia.gc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.helia.api.CancelledException;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.BlockstoreFullException;
import org.helia.api.gc.BlockRoot;
import org.helia.api.gc.BlockRoots;
import org.helia.api.gc.BrokenDagException;
import org.helia.api.gc.GcException;
import org.helia.api.gc.GcListener;
import org.helia.api.gc.GcOptions;
import org.helia.api.gc.GcOptions.BrokenBlocks;
import org.helia.api.gc.GcReport;
import org.helia.api.gc.GcStatus.Phase;
import org.helia.api.gc.MissingRootsException;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.block.SampleDags;
import org.helia.testkit.codec.FakeCodecs;
import org.helia.testkit.concurrent.Background;
import org.helia.testkit.store.FakeDatastore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class GcTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeBlocks blocks = new FakeBlocks();
  private final FakeCodecs codecs = new FakeCodecs();
  private final FakeDatastore store = new FakeDatastore("fake");
  private final FakeRoots roots = new FakeRoots("pins");
  private GcComponent gc;

  private static final class FakeRoots implements BlockRoots {
    private final String name;
    private final Set<BlockRoot> all = ConcurrentHashMap.newKeySet();

    FakeRoots(String name) {
      this.name = name;
    }

    void add(Cid cid) {
      all.add(BlockRoot.dag(cid, "test " + cid));
    }

    void remove(Cid cid) {
      all.removeIf(root -> root.cid().equals(cid));
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Stream<BlockRoot> roots() {
      return all.stream();
    }
  }

  @BeforeEach
  void start() {
    gc = component(0);
    gc.addRoots(roots, Map.of("service.id", 1L, "component.name", "pins"));
  }

  private GcComponent component(long maxBytes) {
    return new GcComponent(
        blocks,
        blocks,
        codecs,
        store,
        now::get,
        new Settings(
            maxBytes,
            maxBytes * 9 / 10,
            maxBytes / 2,
            Duration.ofSeconds(60),
            Duration.ofSeconds(600),
            3,
            Set.of("pins")));
  }

  @AfterEach
  void close() {
    gc.close();
    assertThat(blocks.openWriters()).isZero();
  }

  private Cid tree(int leaves, long seed) {
    try (BlockWriter writer = blocks.writer()) {
      return SampleDags.tree(writer, leaves, 7, seed);
    }
  }

  private GcReport collect() {
    return gc.collect(GcOptions.DEFAULTS, GcListener.NONE);
  }

  @Test
  void collect_rootsAndGarbage_keepsExactlyWhatIsReachable() {
    Cid kept = tree(100, 1);
    int needed = blocks.store().count();
    tree(50, 1000);
    int all = blocks.store().count();
    roots.add(kept);
    List<Multihash> told = new ArrayList<>();
    GcReport report =
        gc.collect(
            GcOptions.DEFAULTS,
            new GcListener() {
              @Override
              public void deleted(Multihash block, long bytes) {
                told.add(block);
              }
            });
    assertThat(report.complete()).isTrue();
    assertThat(report.roots()).isEqualTo(1);
    assertThat(report.markedBlocks()).isEqualTo(needed);
    assertThat(report.deletedBlocks()).isEqualTo(all - needed).isEqualTo(told.size());
    assertThat(report.deletedBytes()).isPositive();
    assertThat(blocks.store().count()).isEqualTo(needed);
    assertThat(gc.status().phase()).isEqualTo(Phase.IDLE);
  }

  @Test
  void collect_dryRun_deletesNothingAndTells() {
    tree(50, 1);
    int all = blocks.store().count();
    GcReport report = gc.collect(GcOptions.DRY_RUN, GcListener.NONE);
    assertThat(report.deletedBlocks()).isEqualTo(all);
    assertThat(blocks.store().count()).isEqualTo(all);
  }

  @Test
  void collect_depthLimitedRoot_keepsThatFar() {
    Cid leaf;
    Cid middle;
    Cid root;
    try (BlockWriter writer = blocks.writer()) {
      leaf = SampleDags.leaf(writer, 1);
      middle = SampleDags.node(writer, leaf);
      root = SampleDags.node(writer, middle);
    }
    roots.all.add(new BlockRoot(root, 1, "test"));
    collect();
    assertThat(blocks.has(middle)).isTrue();
    assertThat(blocks.has(leaf)).isFalse();
  }

  @Test
  void collect_missingBlock_deletesNothingAndNamesIt() {
    Cid kept = tree(100, 1);
    tree(50, 1000);
    roots.add(kept);
    Cid missing = SampleBlocks.raw(7, 32).cid();
    assertThat(blocks.store().delete(missing.multihash())).isTrue();
    int before = blocks.store().count();
    assertThatThrownBy(this::collect)
        .isInstanceOf(BrokenDagException.class)
        .hasMessageContaining("nothing was collected")
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("test " + kept);
    assertThat(blocks.store().count()).isEqualTo(before);
    GcReport report =
        gc.collect(
            new GcOptions(false, BrokenBlocks.TAKE_AS_LEAF, Optional.empty()), GcListener.NONE);
    assertThat(report.brokenBlocks()).isEqualTo(1);
    assertThat(blocks.store().count()).isLessThan(before);
    assertThat(blocks.has(kept)).isTrue();
  }

  @Test
  void collect_bestEffortRootLacksBlocks_keepsWhatIsThere() {
    Cid missingLeaf = SampleBlocks.raw(7, 32).cid();
    Cid missingNode;
    Cid root;
    try (BlockWriter writer = blocks.writer()) {
      missingNode = SampleDags.node(writer, SampleDags.leaf(writer, 500));
      root = SampleDags.node(writer, SampleDags.tree(writer, 100, 7, 1), missingNode);
    }
    assertThat(blocks.store().delete(missingLeaf.multihash())).isTrue();
    assertThat(blocks.store().delete(missingNode.multihash())).isTrue();
    int there = blocks.store().count();
    tree(50, 1000);
    roots.all.add(BlockRoot.bestEffort(root, "files"));
    GcReport report = collect();
    assertThat(report.brokenBlocks()).isZero();
    // The leaf that only the missing node would lead to goes, too.
    assertThat(blocks.store().count()).isEqualTo(there - 1);
    assertThat(blocks.has(SampleBlocks.raw(500, 32).cid())).isFalse();
  }

  @Test
  void collect_bestEffortRootSharesAMissingBlockWithAnother_deletesNothing() {
    Cid kept = tree(100, 1);
    Cid missing = SampleBlocks.raw(7, 32).cid();
    blocks.store().delete(missing.multihash());
    tree(50, 1000);
    int before = blocks.store().count();
    roots.all.add(BlockRoot.bestEffort(kept, "files"));
    roots.add(kept);
    assertThatThrownBy(this::collect)
        .isInstanceOf(BrokenDagException.class)
        .hasMessageContaining("test " + kept);
    assertThat(blocks.store().count()).isEqualTo(before);
  }

  @Test
  void collect_unknownCodec_deletesNothing() {
    roots.add(tree(10, 1));
    tree(10, 100);
    int before = blocks.store().count();
    codecs.remove(FakeCodecs.LINES);
    assertThatThrownBy(this::collect).isInstanceOf(BrokenDagException.class);
    assertThat(blocks.store().count()).isEqualTo(before);
  }

  @Test
  void collect_ownerIsNotThere_deletesNothing() {
    FakeRoots mfs = new FakeRoots("mfs");
    gc.addRoots(mfs, Map.of("service.id", 2L));
    collect();
    gc.close();
    gc = component(0);
    tree(10, 1);
    assertThat(gc.status().missingOwners()).containsExactlyInAnyOrder("mfs", "pins");
    assertThatThrownBy(this::collect)
        .isInstanceOf(MissingRootsException.class)
        .hasMessageContaining("mfs, pins");
    gc.addRoots(roots, Map.of("service.id", 1L));
    assertThatThrownBy(this::collect).isInstanceOf(MissingRootsException.class);
    assertThatThrownBy(() -> gc.forgetOwner("pins")).isInstanceOf(GcException.class);
    assertThat(gc.forgetOwner("mfs")).isTrue();
    collect();
    assertThat(blocks.store().count()).isZero();
  }

  /** Who updates this bundle would wait for the caller, and the caller perhaps for that update. */
  @Test
  void close_whileACollectionIsStuck_returnsAndTheCollectionCleansUpItself() throws Exception {
    roots.add(tree(10, 1));
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<GcReport> collection =
        CompletableFuture.supplyAsync(
            () -> gc.collect(GcOptions.DEFAULTS, stuckIn(stuck, release)));
    stuck.await();
    gc.close();
    release.countDown();
    assertThat(collection.get(60, TimeUnit.SECONDS).complete()).isFalse();
    gc = component(0);
    gc.addRoots(roots, Map.of("service.id", 1L));
    assertThat(collect().complete()).isTrue();
  }

  private static GcListener stuckIn(CountDownLatch stuck, CountDownLatch release) {
    return new GcListener() {
      @Override
      public void marked(long blocks) {
        stuck.countDown();
        awaitUninterruptibly(release);
      }
    };
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void collect_rootsFail_deletesNothing() {
    tree(10, 1);
    int before = blocks.store().count();
    gc.addRoots(
        new BlockRoots() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public Stream<BlockRoot> roots() {
            throw new IllegalStateException("disk on fire");
          }
        },
        Map.of("service.id", 3L));
    assertThatThrownBy(this::collect)
        .isInstanceOf(GcException.class)
        .hasMessageContaining("broken cannot tell its roots: disk on fire");
    assertThat(blocks.store().count()).isEqualTo(before);
  }

  @Test
  void collect_cancelledInTheMiddle_goesOnWhereItStopped() {
    Cid kept = tree(100, 1);
    roots.add(kept);
    int needed = blocks.store().count();
    tree(500, 10_000);
    int garbage = blocks.store().count() - needed;
    AtomicInteger deleted = new AtomicInteger();
    Thread caller = Thread.currentThread();
    GcListener cancelling =
        new GcListener() {
          @Override
          public void deleted(Multihash block, long bytes) {
            if (deleted.incrementAndGet() == 100) {
              caller.interrupt();
            }
          }
        };
    assertThatThrownBy(() -> gc.collect(GcOptions.DEFAULTS, cancelling))
        .isInstanceOf(CancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(gc.status().phase()).isEqualTo(Phase.PAUSED);
    try (BlockWriter writer = blocks.writer()) {
      SampleDags.leaf(writer, 77_777);
    }
    GcReport report = collect();
    assertThat(report.complete()).isTrue();
    assertThat(report.deletedBlocks()).isEqualTo(garbage);
    assertThat(blocks.store().count()).isEqualTo(needed + 1);
  }

  @Test
  void collect_pausedTooLongAgo_beginsAnew() {
    tree(100, 1);
    pauseByInterrupt();
    assertThat(gc.status().phase()).isEqualTo(Phase.PAUSED);
    now.set(now.get().plusSeconds(601));
    GcReport report = collect();
    assertThat(report.complete()).isTrue();
    assertThat(blocks.store().count()).isZero();
    pauseByInterrupt();
    assertThat(gc.abandon()).isTrue();
    assertThat(gc.abandon()).isFalse();
  }

  private void pauseByInterrupt() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(this::collect).isInstanceOf(CancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void admit_quotaExceeded_makesRoomOrRefusesWithTheNumbers() {
    gc.close();
    gc = component(10_000);
    gc.addRoots(roots, Map.of("service.id", 1L));
    List<Cid> kept = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      kept.add(put(i, 1000));
    }
    Cid garbage = put(100, 1000);
    kept.forEach(roots::add);
    gc.admit(SampleBlocks.raw(200, 1000).cid().multihash(), 1000);
    assertThat(blocks.has(garbage)).isFalse();
    kept.forEach(cid -> assertThat(blocks.has(cid)).isTrue());
    put(200, 1000);
    roots.add(SampleBlocks.raw(200, 1000).cid());
    now.set(now.get().plusSeconds(100));
    assertThatThrownBy(() -> gc.admit(SampleBlocks.raw(300, 1001).cid().multihash(), 1001))
        .isInstanceOf(BlockstoreFullException.class)
        .hasMessageContaining("needs 1001 bytes")
        .hasMessageContaining("take 9000 of the 10000");
    gc.admit(kept.get(0).multihash(), 1_000_000);
    assertThat(gc.status().maxBytes()).hasValue(10_000);
    assertThat(gc.status().usedBytes()).hasValue(9000);
  }

  private Cid put(long seed, int size) {
    blocks.put(SampleBlocks.raw(seed, size));
    return SampleBlocks.raw(seed, size).cid();
  }

  @Test
  void collect_thirtyTimesUnderLoad_losesNothingReachableAndLeavesNothingElse() throws Exception {
    AtomicInteger number = new AtomicInteger();
    Map<Integer, Cid> mine = new ConcurrentHashMap<>();
    Map<Cid, Integer> needed = new HashMap<>();
    try (Background writers =
            Background.repeat(
                4,
                thread -> {
                  Cid root;
                  try (BlockWriter writer = blocks.writer()) {
                    // Few seeds: the same blocks come, go and come again.
                    root = SampleDags.tree(writer, 20, 4, number.incrementAndGet() % 40);
                    writer.commit();
                    need(needed, root);
                  }
                  Cid old = mine.put(thread, root);
                  assertReadable(root);
                  if (old != null) {
                    leave(needed, old);
                  }
                });
        Background readers =
            Background.repeat(
                4,
                thread -> {
                  Cid root = mine.get(thread);
                  if (root != null) {
                    blocks.has(root);
                  }
                })) {
      for (int cycle = 0; cycle < 30; cycle++) {
        collect();
        assertThat(writers.isWell()).isTrue();
        assertThat(readers.isWell()).isTrue();
      }
    }
    roots.all.clear();
    mine.values().forEach(roots::add);
    GcReport report = collect();
    mine.values().forEach(this::assertReadable);
    assertThat(blocks.store().count()).isEqualTo((int) report.markedBlocks());
  }

  /** Several threads may need the same root. */
  private void need(Map<Cid, Integer> needed, Cid root) {
    synchronized (needed) {
      needed.merge(root, 1, Integer::sum);
      roots.add(root);
    }
  }

  private void leave(Map<Cid, Integer> needed, Cid root) {
    synchronized (needed) {
      if (needed.merge(root, -1, Integer::sum) == 0) {
        roots.remove(root);
      }
    }
  }

  private void assertReadable(Cid root) {
    codecs.links(
        blocks.get(root),
        link -> {
          if (link.codec() == FakeCodecs.LINES) {
            assertReadable(link);
          } else {
            assertThat(blocks.has(link)).isTrue();
          }
        });
  }
}
