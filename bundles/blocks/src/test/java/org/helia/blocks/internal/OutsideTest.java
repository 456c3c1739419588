package org.helia.blocks.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.helia.blocks.internal.Rig.hash;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.helia.api.CancelledException;
import org.helia.api.block.Block;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.BlockSession;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.CidFormat;
import org.helia.api.block.FetchOptions;
import org.helia.api.codec.UnknownHashException;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.helia.testkit.block.FakeBlockstore;
import org.helia.testkit.block.FakeSessionBroker;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.concurrent.Until;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutsideTest {
  private static final List<Block> BLOCKS = SampleBlocks.many(100, 1000);
  private static final Block BLOCK = BLOCKS.get(0);
  private static final FetchOptions HURRIED =
      FetchOptions.DEFAULTS.withTimeout(Duration.ofMillis(100));

  /** The head start is long: nobody is asked because of it. */
  private final Rig rig = new Rig(new Settings(true, Rig.SHORT, Rig.LONG, Rig.LONG, 32, 256));

  private final FakeBlockstore store = rig.store("flat", 1);
  private final FakeSessionBroker first = new FakeSessionBroker("first");
  private final FakeSessionBroker second = new FakeSessionBroker("second");

  @AfterEach
  void close() {
    rig.close();
    first.close();
    second.close();
  }

  @Test
  void get_brokerHasIt_isStoredAndHashedOnce() {
    rig.broker(1, first.offer(BLOCK));
    assertThat(rig.blocks.get(BLOCK.cid())).isEqualTo(BLOCK);
    assertThat(store.get(hash(BLOCK)).orElseThrow()).isEqualTo(BLOCK.bytes());
    assertThat(rig.hashers.digests()).as("the broker has checked it").isZero();
    assertThat(first.openSessions()).isZero();
  }

  @Test
  void get_bestSaysNo_nextIsAskedAtOnce() {
    rig.broker(2, first);
    rig.broker(1, second.offer(BLOCK));
    assertThat(rig.blocks.get(BLOCK.cid())).isEqualTo(BLOCK);
    assertThat(first.asked()).containsExactly(BLOCK.cid());
  }

  @Test
  void get_allSayNo_errorNamesThemAndWhomTheyAsked() {
    rig.broker(2, first);
    rig.broker(1, second);
    assertThatThrownBy(() -> rig.blocks.get(BLOCK.cid()))
        .isInstanceOf(BlockNotFoundException.class)
        .hasMessageContaining("asked flat, first, second")
        .satisfies(
            error ->
                assertThat(error.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .anyMatch(message -> message.contains("1 peer of first")));
  }

  @Test
  void get_nobodyAnswers_errorNamesWhoWasAskedAndWhatTheySaid() throws Exception {
    rig.broker(1, first.whenTold());
    assertThatThrownBy(() -> rig.blocks.get(BLOCK.cid(), HURRIED))
        .isInstanceOf(BlockNotFoundException.class)
        .hasMessageContaining("first (no answer in time: 1 peer: peer-of-first (no answer))");
    assertThat(first.open()).as("the want is taken back").isZero();
    assertThat(rig.info("first").failures()).isEqualTo(1);
  }

  @Test
  void get_hashThatCannotBeChecked_isRefusedBeforeAskingAnybody() {
    rig.broker(1, first);
    Cid unknown = Cid.v1(Multicodec.RAW, Multihash.of(0x1234, new byte[20]));
    assertThatThrownBy(() -> rig.blocks.get(unknown)).isInstanceOf(UnknownHashException.class);
    assertThat(first.asked()).isEmpty();
  }

  @Test
  void get_interrupted_takesTheWantBack() throws Exception {
    rig.broker(1, first.whenTold());
    CompletableFuture<Throwable> outcome = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                rig.blocks.get(BLOCK.cid());
              } catch (RuntimeException e) {
                outcome.complete(e);
              }
            });
    reader.start();
    Until.holds(() -> first.open() == 1);
    reader.interrupt();
    assertThat(outcome.get()).isInstanceOf(CancelledException.class);
    Until.holds(() -> first.open() == 0);
    assertThat(first.takenBack()).isEqualTo(1);
  }

  @Test
  void get_bestIsSlow_nextIsAskedBesideItAndTheLoserTakenBack() throws Exception {
    try (Rig quick = new Rig(new Settings(true, Rig.SHORT, Rig.LONG, Rig.SHORT, 32, 256))) {
      quick.store("flat", 1);
      quick.broker(2, first.whenTold());
      quick.broker(1, second.offer(BLOCK));
      assertThat(quick.blocks.get(BLOCK.cid())).isEqualTo(BLOCK);
      assertThat(first.takenBack()).isEqualTo(1);
      assertThat(first.open()).isZero();
    }
  }

  @Test
  void session_everyBlock_isFetchedOnceInOneBrokerSession() {
    BLOCKS.forEach(first::offer);
    BLOCKS.forEach(second::offer);
    rig.broker(2, first);
    rig.broker(1, second);
    try (BlockSession session = rig.blocks.session(FetchOptions.DEFAULTS)) {
      readAll(session);
    }
    assertThat(first.sessions()).isEqualTo(1);
    assertThat(first.openSessions()).isZero();
    assertThat(first.deliveries()).isEqualTo(BLOCKS.size());
    assertThat(second.sessions()).as("not needed").isZero();
  }

  @Test
  void session_everythingIsHere_opensNoBrokerSession() {
    BLOCKS.forEach(block -> Rig.keep(store, block));
    rig.broker(1, first);
    try (BlockSession session = rig.blocks.session(FetchOptions.DEFAULTS)) {
      session.expectDag(BLOCK.cid());
      readAll(session);
    }
    assertThat(first.sessions()).isZero();
  }

  @Test
  void expectDag_beforeAndAfterTheFirstWant_isPassedOn() {
    BLOCKS.forEach(first::offer);
    rig.broker(1, first);
    try (BlockSession session = rig.blocks.session(FetchOptions.DEFAULTS)) {
      session.expectDag(BLOCKS.get(0).cid());
      assertThat(first.expected()).isEmpty();
      session.get(BLOCKS.get(0).cid());
      session.expectDag(BLOCKS.get(1).cid());
    }
    assertThat(first.expected()).containsExactly(BLOCKS.get(0).cid(), BLOCKS.get(1).cid());
  }

  @Test
  void session_bestNeverHasAnything_isNotAskedFirstForLong() {
    BLOCKS.forEach(second::offer);
    rig.broker(2, first);
    rig.broker(1, second);
    try (BlockSession session = rig.blocks.session(FetchOptions.DEFAULTS)) {
      BLOCKS.forEach(block -> assertThat(session.get(block.cid())).isEqualTo(block));
    }
    assertThat(first.asked()).hasSizeBetween(3, 20);
    assertThat(second.deliveries()).isEqualTo(BLOCKS.size());
  }

  @Test
  void session_firstDeliversAllTheTime_secondIsNotAsked() throws Exception {
    Settings settings = new Settings(true, Rig.SHORT, Rig.LONG, Duration.ofMillis(300), 32, 256);
    try (Rig patient = new Rig(settings)) {
      patient.store("flat", 1);
      BLOCKS.forEach(first::offer);
      BLOCKS.forEach(second::offer);
      patient.broker(2, first);
      patient.broker(1, second);
      try (BlockSession session = patient.blocks.session(FetchOptions.DEFAULTS)) {
        readAll(session);
      }
    }
    assertThat(first.deliveries() + second.deliveries()).isEqualTo(BLOCKS.size());
  }

  @Test
  void session_brokerComesInTheMiddle_joins() throws Exception {
    rig.broker(1, first.whenTold());
    BLOCKS.forEach(second::offer);
    try (BlockSession session = rig.blocks.session(FetchOptions.DEFAULTS)) {
      CompletableFuture<Block> reading =
          CompletableFuture.supplyAsync(() -> session.get(BLOCK.cid()));
      Until.holds(() -> first.open() == 1);
      rig.broker(2, second);
      first.failAll();
      assertThat(reading.get()).isEqualTo(BLOCK);
    }
  }

  @Test
  void session_brokerLeavesWithWants_othersAreAsked() throws Exception {
    try (Rig quick = new Rig(new Settings(true, Rig.SHORT, Rig.LONG, Rig.SHORT, 32, 256))) {
      quick.store("flat", 1);
      BLOCKS.forEach(second::offer);
      quick.broker(2, first.whenTold());
      try (BlockSession session = quick.blocks.session(FetchOptions.DEFAULTS)) {
        BLOCKS.forEach(block -> session.prefetch(block.cid()));
        Until.holds(() -> first.open() == session.readAhead());
        quick.broker(1, second);
        quick.removeBroker(first);
        BLOCKS.forEach(block -> assertThat(session.get(block.cid())).isEqualTo(block));
      }
    }
    assertThat(second.deliveries()).isEqualTo(BLOCKS.size());
  }

  @Test
  void removeBroker_thatStillDelivers_isWaitedForAndNothingComesTwice() throws Exception {
    BLOCKS.forEach(first::offer);
    BLOCKS.forEach(second::offer);
    rig.broker(2, first.whenTold());
    rig.broker(1, second);
    try (BlockSession session = rig.blocks.session(FetchOptions.DEFAULTS)) {
      BLOCKS.forEach(block -> session.prefetch(block.cid()));
      Until.holds(() -> first.open() == session.readAhead());
      CompletableFuture<Void> removal = CompletableFuture.runAsync(() -> rig.removeBroker(first));
      int delivered = first.answerAll();
      removal.get();
      BLOCKS.forEach(block -> assertThat(session.get(block.cid())).isEqualTo(block));
      assertThat(second.deliveries()).isEqualTo(BLOCKS.size() - delivered);
    }
  }

  @Test
  void get_lastBrokerLeft_waitsForTheGracePeriodThenNamesTheFeature() {
    rig.broker(1, first);
    rig.removeBroker(first);
    assertThatThrownBy(() -> rig.blocks.get(BLOCK.cid()))
        .isInstanceOf(BlockNotFoundException.class)
        .hasMessageContaining("helia-broker-gateway");
  }

  @Test
  void get_lastBrokerLeftAndAnotherComes_isServedByThat() throws Exception {
    try (Rig patient = new Rig(Rig.LONG)) {
      patient.store("flat", 1);
      patient.broker(1, first.whenTold());
      CompletableFuture<Block> reading =
          CompletableFuture.supplyAsync(() -> patient.blocks.get(BLOCK.cid()));
      Until.holds(() -> first.open() == 1);
      patient.removeBroker(first);
      assertThat(reading).isNotDone();
      patient.broker(1, second.offer(BLOCK));
      assertThat(reading.get()).isEqualTo(BLOCK);
    }
  }

  @Test
  void session_smallBlocks_windowGrowsWellOver32() {
    List<Block> many = SampleBlocks.many(1000, 1000);
    many.forEach(first::offer);
    rig.broker(1, first.inRounds());
    try (BlockSession session = rig.blocks.session(FetchOptions.DEFAULTS)) {
      readAll(session, many);
      assertThat(session.readAhead()).isEqualTo(256);
    }
    assertThat(first.rounds()).as("1, 32, 128, then 256 at a time").isBetween(5, 15);
  }

  @Test
  void session_blocksLargerThanExpected_areHeldWithinTheBudget() {
    List<Block> large = SampleBlocks.many(64, Block.MAX_OUTSIDE_BYTES);
    List<Block> small = SampleBlocks.many(200, 500);
    small.forEach(first::offer);
    large.forEach(first::offer);
    rig.broker(1, first.inRounds());
    try (BlockSession session = rig.blocks.session(FetchOptions.DEFAULTS)) {
      readAll(session, small);
      readAll(session, large);
      assertThat(session.readAhead()).isLessThanOrEqualTo(16);
    }
    assertThat(large).allSatisfy(block -> assertThat(store.has(hash(block))).isTrue());
  }

  @Test
  void fetchListener_eachBlock_isToldWithItsBroker() {
    ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
    BLOCKS.forEach(first::offer);
    rig.broker(1, first);
    FetchOptions watched =
        FetchOptions.DEFAULTS.withListener(
            (broker, block) -> told.add(broker + " " + block.from() + " " + block.block()));
    try (BlockSession session = rig.blocks.session(watched)) {
      readAll(session);
      readAll(session);
    }
    assertThat(told)
        .hasSize(BLOCKS.size())
        .allMatch(line -> line.startsWith("first peer-of-first"));
  }

  @Test
  void blockListener_putWrittenAndFetched_isToldOfAll() {
    ConcurrentLinkedQueue<Multihash> told = new ConcurrentLinkedQueue<>();
    rig.blocks.addListener((hash, bytes) -> told.add(hash), java.util.Map.of());
    rig.broker(1, first.offer(BLOCKS.get(0)));
    rig.blocks.get(BLOCKS.get(0).cid());
    rig.blocks.put(BLOCKS.get(1));
    try (BlockWriter writer = rig.blocks.writer()) {
      writer.put(CidFormat.V1_RAW, BLOCKS.get(2).bytes());
    }
    assertThat(told).containsExactly(hash(BLOCKS.get(0)), hash(BLOCKS.get(1)), hash(BLOCKS.get(2)));
  }

  @Test
  void blockListener_thatThrows_doesNotFailTheFetch() {
    rig.blocks.addListener(
        (hash, bytes) -> {
          throw new IllegalStateException("bug");
        },
        java.util.Map.of());
    rig.broker(1, first.offer(BLOCK));
    assertThat(rig.blocks.get(BLOCK.cid())).isEqualTo(BLOCK);
  }

  @Test
  void close_wantsUnderWay_areTakenBack() throws Exception {
    rig.broker(1, first.whenTold());
    BlockSession session = rig.blocks.session(FetchOptions.DEFAULTS);
    BLOCKS.forEach(block -> session.prefetch(block.cid()));
    Until.holds(() -> first.open() > 0);
    session.close();
    Until.holds(() -> first.open() == 0);
    assertThat(first.openSessions()).isZero();
  }

  @Test
  void facadeCloses_readerWaits_failsInsteadOfHanging() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    try (Rig impatient = new Rig(new Settings(true, Rig.SHORT, Rig.SHORT, Rig.LONG, 32, 256))) {
      impatient.store("flat", 1);
      impatient.broker(1, first.whenTold());
      Thread reader =
          new Thread(
              () -> {
                try {
                  impatient.blocks.get(BLOCK.cid());
                } catch (RuntimeException e) {
                  failed.countDown();
                }
              });
      reader.start();
      Until.holds(() -> first.open() == 1);
    }
    failed.await();
  }

  private static void readAll(BlockSession session) {
    readAll(session, BLOCKS);
  }

  /** Names what comes next, again when half of it is used up, as readers of DAGs do. */
  private static void readAll(BlockSession session, List<Block> blocks) {
    int left = 0;
    for (int i = 0; i < blocks.size(); i++) {
      if (--left <= 0) {
        int end = Math.min(blocks.size(), i + 1 + session.readAhead());
        blocks.subList(i + 1, end).forEach(next -> session.prefetch(next.cid()));
        left = (end - i) / 2;
      }
      assertThat(session.get(blocks.get(i).cid())).isEqualTo(blocks.get(i));
    }
  }
}
