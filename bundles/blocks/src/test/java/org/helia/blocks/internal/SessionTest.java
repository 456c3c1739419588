package org.helia.blocks.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.helia.blocks.internal.Rig.keep;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.helia.api.CancelledException;
import org.helia.api.block.Block;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.BlockSession;
import org.helia.api.block.Blockstore;
import org.helia.api.block.FetchOptions;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.helia.platform.Plugins;
import org.helia.platform.Workers;
import org.helia.testkit.block.FakeBlockstore;
import org.helia.testkit.block.FakeBroker;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.concurrent.Until;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SessionTest {
  private static final List<Block> BLOCKS = SampleBlocks.many(50, 1000);
  private static final int MAX_BLOCKS = 8;

  private final Rig rig = new Rig();
  private final FakeBlockstore store = rig.store("flat", 1);
  private final ExecutorService workers = Workers.open("test", 4);
  private final ScheduledExecutorService timer = Workers.timer("test-timer");
  private final ReadAheadBudget budget = new ReadAheadBudget(100L << 20);
  private final Settings settings =
      new Settings(true, Rig.SHORT, Rig.LONG, Rig.LONG, MAX_BLOCKS, 256);

  @AfterEach
  void close() {
    rig.close();
    workers.shutdownNow();
    timer.shutdownNow();
  }

  @Test
  void get_prefetchedOrNot_returnsTheBlock() {
    BLOCKS.forEach(block -> keep(store, block));
    try (BlockSession session = rig.blocks.session(FetchOptions.OFFLINE)) {
      assertThat(session.readAhead()).isEqualTo(32);
      for (int i = 0; i < BLOCKS.size(); i += 2) {
        session.prefetch(BLOCKS.get(i).cid());
      }
      for (Block block : BLOCKS) {
        assertThat(session.get(block.cid()).bytes()).isEqualTo(block.bytes());
      }
    }
  }

  @Test
  void get_pendingPrefetch_isJoinedNotRepeated() {
    FakeBroker broker = new FakeBroker("net").offer(BLOCKS.get(0));
    rig.broker(1, broker);
    try (BlockSession session = rig.blocks.session(FetchOptions.DEFAULTS)) {
      session.prefetch(BLOCKS.get(0).cid());
      session.prefetch(BLOCKS.get(0).cid());
      assertThat(session.get(BLOCKS.get(0).cid())).isEqualTo(BLOCKS.get(0));
    }
    assertThat(broker.asked()).hasSize(1);
  }

  @Test
  void get_prefetchFailed_throwsItsError() {
    try (BlockSession session = rig.blocks.session(FetchOptions.OFFLINE)) {
      session.prefetch(BLOCKS.get(0).cid());
      assertThatThrownBy(() -> session.get(BLOCKS.get(0).cid()))
          .isInstanceOf(BlockNotFoundException.class);
      keep(store, BLOCKS.get(0));
      assertThat(session.get(BLOCKS.get(0).cid())).isEqualTo(BLOCKS.get(0));
    }
  }

  @Test
  void prefetch_identity_needsNoRoom() {
    Cid inline = Cid.v1(Multicodec.RAW, Multihash.of(Multicodec.IDENTITY, new byte[] {1}));
    try (BlockSession session = session()) {
      session.prefetch(inline);
      assertThat(budget.held()).isZero();
      assertThat(session.get(inline).bytes()).containsExactly(1);
    }
  }

  @Test
  void prefetch_moreThanReadAhead_isForgotten() {
    BLOCKS.forEach(block -> keep(store, block));
    try (BlockSession session = session()) {
      BLOCKS.forEach(block -> session.prefetch(block.cid()));
      assertThat(budget.held()).isLessThanOrEqualTo(MAX_BLOCKS * (long) Block.MAX_OUTSIDE_BYTES);
      BLOCKS.forEach(block -> assertThat(session.get(block.cid())).isEqualTo(block));
      assertThat(budget.held()).isZero();
    }
  }

  @Test
  void prefetch_readerWentElsewhere_makesRoomForWhatItNamesNow() {
    BLOCKS.forEach(block -> keep(store, block));
    try (BlockSession session = session()) {
      BLOCKS.subList(0, MAX_BLOCKS).forEach(block -> session.prefetch(block.cid()));
      assertThat(budget.held()).isPositive();
      for (Block block : BLOCKS.subList(20, 40)) {
        session.prefetch(block.cid());
        assertThat(session.get(block.cid())).isEqualTo(block);
      }
      assertThat(budget.held()).as("room of the first eight").isZero();
    }
  }

  @Test
  void prefetch_blocksThatAreStillNamed_stay() {
    BLOCKS.forEach(block -> keep(store, block));
    try (BlockSession session = session()) {
      for (int i = 0; i < 20; i++) {
        for (Block block : BLOCKS.subList(i, i + MAX_BLOCKS)) {
          session.prefetch(block.cid());
        }
        session.get(BLOCKS.get(i).cid());
      }
      BLOCKS.subList(20, 19 + MAX_BLOCKS).forEach(block -> session.get(block.cid()));
      assertThat(rig.hashers.digests()).as("each was read once").isEqualTo(19 + MAX_BLOCKS);
    }
  }

  @Test
  void prefetch_windowIsNamedWhenHalfIsUsedUp_forgetsNothing() {
    BLOCKS.forEach(block -> keep(store, block));
    try (BlockSession session = session()) {
      for (int i = 0; i < 40; i++) {
        if (i % (MAX_BLOCKS / 2) == 0) {
          BLOCKS.subList(i + 1, i + 1 + MAX_BLOCKS).forEach(next -> session.prefetch(next.cid()));
        }
        session.get(BLOCKS.get(i).cid());
      }
      BLOCKS.subList(40, 37 + MAX_BLOCKS).forEach(block -> session.get(block.cid()));
      assertThat(rig.hashers.digests()).as("each was read once").isEqualTo(37 + MAX_BLOCKS);
    }
  }

  @Test
  void prefetch_noBudgetLeft_isForgottenAndGetWorks() {
    keep(store, BLOCKS.get(0));
    assertThat(budget.take((100L << 20) - 1000)).isTrue();
    try (BlockSession session = session()) {
      session.prefetch(BLOCKS.get(0).cid());
      assertThat(budget.held()).isEqualTo((100L << 20) - 1000);
      assertThat(session.get(BLOCKS.get(0).cid())).isEqualTo(BLOCKS.get(0));
    }
  }

  @Test
  void close_prefetchesUnderway_areInterruptedAndGiveTheirRoomBack() throws Exception {
    FakeBroker hanging = new FakeBroker("hanging").hang();
    rig.broker(1, hanging);
    BlockSession session = rig.blocks.session(FetchOptions.DEFAULTS);
    session.prefetch(BLOCKS.get(0).cid());
    Until.holds(() -> !hanging.asked().isEmpty());
    session.close();
    hanging.awaitInterrupted();
    assertThatThrownBy(() -> session.get(BLOCKS.get(0).cid()))
        .isInstanceOf(IllegalStateException.class);
    session.prefetch(BLOCKS.get(0).cid());
  }

  @Test
  void close_blocksNobodyAskedFor_giveTheirRoomBack() {
    BLOCKS.forEach(block -> keep(store, block));
    BlockSession session = session();
    BLOCKS.forEach(block -> session.prefetch(block.cid()));
    session.close();
    assertThat(budget.held()).isZero();
  }

  @Test
  void get_interruptedWhileItJoins_isCancelled() throws Exception {
    FakeBroker hanging = new FakeBroker("hanging").hang();
    rig.broker(1, hanging);
    try (BlockSession session = rig.blocks.session(FetchOptions.DEFAULTS)) {
      session.prefetch(BLOCKS.get(0).cid());
      Until.holds(() -> !hanging.asked().isEmpty());
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> session.get(BLOCKS.get(0).cid()))
          .isInstanceOf(CancelledException.class);
      assertThat(Thread.interrupted()).isTrue();
      hanging.awaitInterrupted();
    }
  }

  @Test
  void prefetch_facadeHasStopped_staysQuiet() {
    try (BlockSession session = session()) {
      workers.shutdownNow();
      session.prefetch(BLOCKS.get(0).cid());
      assertThat(budget.held()).isZero();
    }
  }

  private BlockSession session() {
    Stores stores = new Stores(rigStores());
    Brokers brokers =
        new Brokers(
            new Plugins<>(settings.brokers()),
            rig.hashers,
            () -> settings,
            workers,
            timer,
            id -> "bundle " + id);
    Arrivals arrivals =
        new Arrivals(
            stores,
            new Admissions(new Plugins<>(settings.admissions())),
            new WriteBarrier(stores.locks()),
            new BlockListeners(new Plugins<>(settings.listeners())),
            workers,
            2);
    return new ReadAheadSession(
        new BlockReader(stores, brokers, rig.hashers, () -> settings, arrivals),
        FetchOptions.OFFLINE,
        workers,
        budget.part(ReadAheadSession.MAX_BYTES),
        new Window(MAX_BLOCKS, 256, ReadAheadSession.MAX_BYTES),
        () -> {});
  }

  private Plugins<Blockstore> rigStores() {
    Plugins<Blockstore> plugins = new Plugins<>(settings.blockstores());
    plugins.add(store, Map.of());
    return plugins;
  }
}
