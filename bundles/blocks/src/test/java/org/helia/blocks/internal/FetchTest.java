package org.helia.blocks.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.helia.blocks.internal.Rig.hash;
import static org.helia.blocks.internal.Rig.keep;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.helia.api.CancelledException;
import org.helia.api.ServiceMissingException;
import org.helia.api.block.Block;
import org.helia.api.block.BlockException;
import org.helia.api.block.BlockMismatchException;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.BlockTooLargeException;
import org.helia.api.block.BlockstoreFullException;
import org.helia.api.block.FetchOptions;
import org.helia.testkit.block.FailingBlockstore;
import org.helia.testkit.block.FakeBlockstore;
import org.helia.testkit.block.FakeBroker;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.concurrent.Together;
import org.helia.testkit.concurrent.Until;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FetchTest {
  private static final Block BLOCK = SampleBlocks.raw(1, 1000);
  private static final FetchOptions HURRIED =
      FetchOptions.DEFAULTS.withTimeout(Duration.ofMillis(100));

  private final Rig rig = new Rig(new Settings(true, Rig.SHORT, Rig.LONG, Rig.LONG, 32, 256));
  private final FakeBlockstore store = rig.store("flat", 1);

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void get_brokerHasIt_isStoredAndReturned() {
    rig.broker(1, new FakeBroker("net").offer(BLOCK));
    assertThat(rig.blocks.get(BLOCK.cid()).bytes()).isEqualTo(BLOCK.bytes());
    assertThat(store.get(hash(BLOCK))).isPresent();
  }

  @Test
  void get_storeHasIt_noBrokerIsAsked() {
    FakeBroker broker = new FakeBroker("net");
    rig.broker(1, broker);
    keep(store, BLOCK);
    rig.blocks.get(BLOCK.cid());
    assertThat(broker.asked()).isEmpty();
  }

  @Test
  void get_severalBrokers_areAskedByRankUntilOneHasIt() {
    FakeBroker first = new FakeBroker("first");
    FakeBroker second = new FakeBroker("second").offer(BLOCK);
    FakeBroker third = new FakeBroker("third").offer(BLOCK);
    rig.broker(2, second);
    rig.broker(1, third);
    rig.broker(3, first);
    rig.blocks.get(BLOCK.cid());
    assertThat(first.asked()).containsExactly(BLOCK.cid());
    assertThat(second.asked()).containsExactly(BLOCK.cid());
    assertThat(third.asked()).isEmpty();
  }

  @Test
  void get_liar_isPassedOverAndNothingOfItIsKept() {
    rig.broker(2, new FakeBroker("liar").lie(BLOCK.cid(), new byte[] {1, 2, 3}));
    rig.broker(1, new FakeBroker("honest").offer(BLOCK));
    assertThat(rig.blocks.get(BLOCK.cid()).bytes()).isEqualTo(BLOCK.bytes());
    assertThat(store.get(hash(BLOCK)).orElseThrow()).isEqualTo(BLOCK.bytes());
  }

  @Test
  void get_onlyLiars_notFoundNamesThemWithTheirErrors() {
    byte[] huge = new byte[Block.MAX_OUTSIDE_BYTES + 1];
    Block tooLarge = SampleBlocks.raw(huge);
    rig.broker(3, new FakeBroker("liar").lie(tooLarge.cid(), new byte[] {1}));
    rig.broker(2, new FakeBroker("large").offer(tooLarge));
    rig.broker(1, new FakeBroker("broken").fail(new BlockException("no route")));
    assertThatThrownBy(() -> rig.blocks.get(tooLarge.cid()))
        .isInstanceOf(BlockNotFoundException.class)
        .hasMessageContaining("flat, liar (failed), large (failed), broken (failed)")
        .satisfies(
            error ->
                assertThat(error.getSuppressed())
                    .hasExactlyElementsOfTypes(
                        BlockMismatchException.class,
                        BlockTooLargeException.class,
                        BlockException.class));
    assertThat(store.count()).isZero();
  }

  @Test
  void get_largestBlock_isAccepted() {
    Block largest = SampleBlocks.raw(2, Block.MAX_OUTSIDE_BYTES);
    rig.broker(1, new FakeBroker("net").offer(largest));
    assertThat(rig.blocks.get(largest.cid()).size()).isEqualTo(Block.MAX_OUTSIDE_BYTES);
  }

  @Test
  void get_brokerThrowsAnything_isPassedOver() {
    rig.broker(2, new FakeBroker("broken").fail(new IllegalStateException("bug")));
    rig.broker(1, new FakeBroker("honest").offer(BLOCK));
    assertThat(rig.blocks.get(BLOCK.cid())).isEqualTo(BLOCK);
  }

  @Test
  void get_bestBrokerHangs_nextIsAskedBesideItAndTheFirstInterrupted() throws Exception {
    try (Rig quick = new Rig(new Settings(true, Rig.SHORT, Rig.LONG, Rig.SHORT, 32, 256))) {
      quick.store("flat", 1);
      FakeBroker hanging = new FakeBroker("hanging").hang();
      quick.broker(2, hanging);
      quick.broker(1, new FakeBroker("honest").offer(BLOCK));
      assertThat(quick.blocks.get(BLOCK.cid())).isEqualTo(BLOCK);
      hanging.awaitInterrupted();
    }
  }

  @Test
  void get_brokersHangAndFail_allAreAskedWithoutWaitingForTheHeadStart() {
    try (Rig quick = new Rig(new Settings(true, Rig.SHORT, Rig.LONG, Rig.SHORT, 32, 256))) {
      quick.store("flat", 1);
      quick.broker(3, new FakeBroker("hanging").hang());
      quick.broker(2, new FakeBroker("empty"));
      quick.broker(1, new FakeBroker("honest").offer(BLOCK));
      assertThat(quick.blocks.get(BLOCK.cid())).isEqualTo(BLOCK);
    }
  }

  @Test
  void get_brokerIgnoresDeadlineAndInterrupt_returnsInTime() {
    FakeBroker stubborn = new FakeBroker("stubborn").hangStubbornly();
    rig.broker(1, stubborn);
    long start = System.nanoTime();
    assertThatThrownBy(() -> rig.blocks.get(BLOCK.cid(), HURRIED))
        .isInstanceOf(BlockNotFoundException.class)
        .hasMessageContaining("stubborn (no answer in time");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Rig.LONG);
    stubborn.release();
  }

  @Test
  void get_moreCallersThanCallsInBrokers_deadlineHoldsForAll() throws Exception {
    FakeBroker stubborn = new FakeBroker("stubborn").hangStubbornly();
    rig.broker(1, stubborn);
    Together.run(
        Brokers.MAX_CALLS + 20,
        thread ->
            assertThatThrownBy(() -> rig.blocks.get(SampleBlocks.raw(thread, 50).cid(), HURRIED))
                .isInstanceOf(BlockNotFoundException.class));
    assertThat(stubborn.asked()).hasSizeLessThanOrEqualTo(Brokers.MAX_CALLS);
    stubborn.release();
    rig.broker(2, new FakeBroker("honest").offer(BLOCK));
    assertThat(rig.blocks.get(BLOCK.cid())).isEqualTo(BLOCK);
  }

  @Test
  void get_interrupted_isCancelledAndSoIsTheBroker() throws Exception {
    FakeBroker hanging = new FakeBroker("hanging").hang();
    rig.broker(1, hanging);
    CompletableFuture<Throwable> outcome = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                rig.blocks.get(BLOCK.cid());
                outcome.complete(new AssertionError("was not cancelled"));
              } catch (RuntimeException e) {
                outcome.complete(e);
              }
            });
    reader.start();
    Until.holds(() -> !hanging.asked().isEmpty());
    reader.interrupt();
    assertThat(outcome.get()).isInstanceOf(CancelledException.class);
    hanging.awaitInterrupted();
  }

  @Test
  void get_storeIsFull_saysSoInsteadOfReturningWhatIsNotStored() {
    try (Rig full = new Rig()) {
      FailingBlockstore small = new FailingBlockstore("small", new FakeBlockstore("small"));
      small.full();
      full.add("small", 1, small);
      full.broker(1, new FakeBroker("net").offer(BLOCK));
      assertThatThrownBy(() -> full.blocks.get(BLOCK.cid()))
          .isInstanceOf(BlockstoreFullException.class);
    }
  }

  @Test
  void get_brokerLeftAndComesBack_isWaitedFor() throws Exception {
    try (Rig patient = new Rig(Rig.LONG)) {
      patient.store("flat", 1);
      FakeBroker before = new FakeBroker("net");
      patient.broker(1, before);
      patient.blocks.removeBroker(before);
      CompletableFuture<Block> reading =
          CompletableFuture.supplyAsync(() -> patient.blocks.get(BLOCK.cid()));
      patient.broker(1, new FakeBroker("net").offer(BLOCK));
      assertThat(reading.get()).isEqualTo(BLOCK);
    }
  }

  @Test
  void removeBroker_callUnderway_isDrained() throws Exception {
    FakeBroker stubborn = new FakeBroker("stubborn").hangStubbornly();
    rig.broker(1, stubborn);
    assertThatThrownBy(() -> rig.blocks.get(BLOCK.cid(), HURRIED))
        .isInstanceOf(BlockNotFoundException.class);
    CompletableFuture<Void> removal =
        CompletableFuture.runAsync(() -> rig.blocks.removeBroker(stubborn));
    assertThat(removal).isNotDone();
    stubborn.release();
    removal.get();
  }

  @Test
  void get_afterTheFacadeStopped_failsClearly() {
    rig.broker(1, new FakeBroker("net").offer(BLOCK));
    rig.close();
    assertThatThrownBy(() -> rig.blocks.get(BLOCK.cid()))
        .isInstanceOf(ServiceMissingException.class)
        .hasMessageContaining("helia-blocks");
    assertThat(store.count()).isZero();
  }
}
