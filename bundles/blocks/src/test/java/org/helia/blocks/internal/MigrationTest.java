package org.helia.blocks.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.helia.blocks.internal.Rig.hash;
import static org.helia.blocks.internal.Rig.keep;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.helia.api.CancelledException;
import org.helia.api.Progress;
import org.helia.api.block.Block;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.BlockstoreClosedException;
import org.helia.api.block.BlockstoreException;
import org.helia.api.block.BlockstoreFullException;
import org.helia.api.block.FetchOptions;
import org.helia.api.block.MigrationReport;
import org.helia.api.codec.UnknownHashException;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.helia.testkit.block.CorruptingBlockstore;
import org.helia.testkit.block.FailingBlockstore;
import org.helia.testkit.block.FakeBlockstore;
import org.helia.testkit.block.ForwardingBlockstore;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.concurrent.Until;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MigrationTest {
  private static final List<Block> BLOCKS = SampleBlocks.many(200, 100);

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void migrate_allBlocks_areCopiedDurablyAndCounted() {
    FakeBlockstore old = filled("old", 1);
    FakeBlockstore next = rig.store("next", 10);
    BLOCKS.subList(0, 50).forEach(block -> keep(next, block));
    AtomicLong blocks = new AtomicLong();
    AtomicLong bytes = new AtomicLong();
    MigrationReport report =
        rig.blocks.migrate(
            "old",
            "next",
            (moreBlocks, moreBytes) -> {
              blocks.addAndGet(moreBlocks);
              bytes.addAndGet(moreBytes);
            });
    assertThat(report).isEqualTo(new MigrationReport(150, 15_000, 50, List.of(), 0));
    assertThat(blocks).hasValue(150);
    assertThat(bytes).hasValue(15_000);
    assertThat(next.count()).isEqualTo(200);
    assertThat(next.unsynced()).isEmpty();
    assertThat(old.count()).isEqualTo(200);
  }

  @Test
  void migrate_corruptBlocks_areLeftAndListed() {
    CorruptingBlockstore old = new CorruptingBlockstore(new FakeBlockstore("old"));
    BLOCKS.forEach(block -> keep(old, block));
    old.flipBit(hash(BLOCKS.get(3)));
    old.truncate(hash(BLOCKS.get(4)), 10);
    Multihash untrusted = Multihash.of(Multicodec.SHA2_256, new byte[5]);
    old.put(untrusted, new byte[5]);
    rig.add("old", 1, old);
    FakeBlockstore next = rig.store("next", 10);
    MigrationReport report = rig.blocks.migrate("old", "next", Progress.NONE);
    assertThat(report.copied()).isEqualTo(198);
    assertThat(report.corruptCount()).isEqualTo(3);
    assertThat(report.corrupt())
        .containsExactlyInAnyOrder(hash(BLOCKS.get(3)), hash(BLOCKS.get(4)), untrusted);
    assertThat(next.has(hash(BLOCKS.get(3)))).isFalse();
  }

  @Test
  void migrate_hashFunctionIsNotInstalled_stopsAndNamesIt() {
    FakeBlockstore old = rig.store("old", 1);
    rig.store("next", 10);
    old.put(Multihash.of(Multicodec.BLAKE3, new byte[32]), new byte[1]);
    assertThatThrownBy(() -> rig.blocks.migrate("old", "next", Progress.NONE))
        .isInstanceOf(UnknownHashException.class)
        .hasMessageContaining("blake3");
  }

  @Test
  void migrate_wrongNames_areRefusedByName() {
    filled("old", 1);
    rig.store("next", 10);
    assertThatThrownBy(() -> rig.blocks.migrate("olt", "next", Progress.NONE))
        .isInstanceOf(BlockstoreException.class)
        .hasMessageContaining("olt")
        .hasMessageContaining("next, old");
    assertThatThrownBy(() -> rig.blocks.migrate("old", "old", Progress.NONE))
        .isInstanceOf(BlockstoreException.class)
        .hasMessageContaining("itself");
    rig.store("old", 5);
    assertThatThrownBy(() -> rig.blocks.migrate("old", "next", Progress.NONE))
        .isInstanceOf(BlockstoreException.class)
        .hasMessageContaining("more than one");
  }

  @Test
  void migrate_targetRanksBelow_isRefusedWithAdvice() {
    filled("old", 10);
    FakeBlockstore next = rig.store("next", 1);
    assertThatThrownBy(() -> rig.blocks.migrate("old", "next", Progress.NONE))
        .isInstanceOf(BlockstoreException.class)
        .hasMessageContaining("service.ranking");
    assertThat(next.count()).isZero();
  }

  @Test
  void migrate_targetIsFull_stopsAndTheSourceStaysWhole() {
    FakeBlockstore old = filled("old", 1);
    FailingBlockstore small = new FailingBlockstore("small", new FakeBlockstore("small"));
    small.full();
    rig.add("small", 10, small);
    assertThatThrownBy(() -> rig.blocks.migrate("old", "small", Progress.NONE))
        .isInstanceOf(BlockstoreFullException.class);
    assertThat(old.count()).isEqualTo(200);
  }

  @Test
  void migrate_sourceLeavesOnTheWay_failsInsteadOfPassingForDone() {
    FakeBlockstore old = filled("old", 1);
    rig.store("next", 10);
    AtomicBoolean gone = new AtomicBoolean();
    assertThatThrownBy(
            () ->
                rig.blocks.migrate(
                    "old",
                    "next",
                    (blocks, bytes) -> {
                      if (gone.compareAndSet(false, true)) {
                        rig.blocks.removeBlockstore(old);
                      }
                    }))
        .isInstanceOf(BlockstoreClosedException.class);
  }

  @Test
  void migrate_writeToTheOldTargetUnderway_isWaitedForAndCopied() throws Exception {
    FakeBlockstore kept = new FakeBlockstore("old");
    PausingBlockstore old = new PausingBlockstore(kept, true, false);
    rig.add("old", 1, old);
    Block late = SampleBlocks.raw(999, 100);
    CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> rig.blocks.put(late));
    old.awaitPut();
    FakeBlockstore next = rig.store("next", 10);
    CompletableFuture<MigrationReport> migrating = new CompletableFuture<>();
    Thread operator =
        new Thread(() -> migrating.complete(rig.blocks.migrate("old", "next", Progress.NONE)));
    operator.start();
    Until.holds(() -> operator.getState() == Thread.State.WAITING);
    assertThat(writing).isNotDone();
    old.releasePuts();
    writing.get();
    assertThat(migrating.get().copied()).isOne();
    assertThat(next.has(hash(late))).isTrue();
  }

  @Test
  void migrate_blockIsDeletedWhileItIsCopied_staysDeleted() throws Exception {
    FakeBlockstore kept = new FakeBlockstore("old");
    keep(kept, BLOCKS.get(0));
    PausingBlockstore old = new PausingBlockstore(kept, false, true);
    rig.add("old", 1, old);
    FakeBlockstore next = rig.store("next", 10);
    CompletableFuture<MigrationReport> migrating =
        CompletableFuture.supplyAsync(() -> rig.blocks.migrate("old", "next", Progress.NONE));
    old.awaitGet();
    assertThat(rig.blocks.delete(BLOCKS.get(0).cid())).isTrue();
    old.releaseGets();
    assertThat(migrating.get().copied()).isZero();
    assertThat(next.count() + kept.count()).isZero();
  }

  @Test
  void migrate_interrupted_isCancelled() throws Exception {
    FakeBlockstore kept = new FakeBlockstore("old");
    BLOCKS.forEach(block -> keep(kept, block));
    PausingBlockstore old = new PausingBlockstore(kept, false, true);
    rig.add("old", 1, old);
    rig.store("next", 10);
    CompletableFuture<Throwable> outcome = new CompletableFuture<>();
    Thread operator =
        new Thread(
            () -> {
              try {
                rig.blocks.migrate("old", "next", Progress.NONE);
                outcome.complete(new AssertionError("was not cancelled"));
              } catch (RuntimeException e) {
                outcome.complete(e);
              }
            });
    operator.start();
    old.awaitGet();
    operator.interrupt();
    assertThat(outcome.get()).isInstanceOf(CancelledException.class);
    old.releaseGets();
  }

  @Test
  void remove_migratedSource_nobodyWaitsForItToComeBack() {
    try (Rig patient = new Rig(Rig.LONG)) {
      FakeBlockstore old = patient.store("old", 1);
      patient.store("next", 10);
      keep(old, BLOCKS.get(0));
      patient.blocks.migrate("old", "next", Progress.NONE);
      patient.remove(old);
      Block absent = BLOCKS.get(1);
      assertThatThrownBy(() -> patient.blocks.get(absent.cid(), FetchOptions.OFFLINE))
          .isInstanceOf(BlockNotFoundException.class);
      assertThat(patient.blocks.get(BLOCKS.get(0).cid())).isEqualTo(BLOCKS.get(0));
    }
  }

  @Test
  void remove_sourceWrittenToAfterMigration_isWaitedForAgain() throws Exception {
    try (Rig patient = new Rig(Rig.LONG)) {
      FakeBlockstore old = patient.store("old", 1);
      FakeBlockstore next = patient.store("next", 10);
      patient.blocks.migrate("old", "next", Progress.NONE);
      patient.rank("old", 20, old);
      patient.blocks.put(BLOCKS.get(0));
      patient.remove(old);
      CompletableFuture<Block> reading =
          CompletableFuture.supplyAsync(() -> patient.blocks.get(BLOCKS.get(0).cid()));
      FakeBlockstore again = new FakeBlockstore("old");
      keep(again, BLOCKS.get(0));
      patient.add("old", 20, again);
      assertThat(reading.get()).isEqualTo(BLOCKS.get(0));
      assertThat(next.count()).isZero();
    }
  }

  @Test
  void get_blockMovesBetweenTheTwoLooks_isFound() throws Exception {
    try (Rig patient = new Rig()) {
      FakeBlockstore nextKept = new FakeBlockstore("next");
      CountDownLatch looked = new CountDownLatch(1);
      CountDownLatch moved = new CountDownLatch(1);
      patient.add("next", 10, answeringLate(nextKept, looked, moved));
      FakeBlockstore old = patient.store("old", 1);
      keep(old, BLOCKS.get(0));
      CompletableFuture<Block> reading =
          CompletableFuture.supplyAsync(
              () -> patient.blocks.get(BLOCKS.get(0).cid(), FetchOptions.OFFLINE));
      looked.await();
      patient.blocks.migrate("old", "next", Progress.NONE);
      patient.remove(old);
      moved.countDown();
      assertThat(reading.get()).isEqualTo(BLOCKS.get(0));
    }
  }

  /** A store whose first answer is true when it is found out and old when it arrives. */
  private static ForwardingBlockstore answeringLate(
      FakeBlockstore kept, CountDownLatch looked, CountDownLatch moved) {
    return new ForwardingBlockstore(kept) {
      @Override
      public Optional<byte[]> get(Multihash hash) {
        Optional<byte[]> answer = super.get(hash);
        looked.countDown();
        try {
          moved.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        return answer;
      }
    };
  }

  private FakeBlockstore filled(String name, int ranking) {
    FakeBlockstore store = rig.store(name, ranking);
    BLOCKS.forEach(block -> keep(store, block));
    return store;
  }
}
