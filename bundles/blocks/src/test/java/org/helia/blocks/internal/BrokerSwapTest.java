package org.helia.blocks.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.helia.api.block.Block;
import org.helia.api.block.BlockSession;
import org.helia.api.block.FetchOptions;
import org.helia.testkit.block.FakeSessionBroker;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.concurrent.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Brokers come and go in the middle of sessions under load; not one block may fail. */
@Timeout(300)
class BrokerSwapTest {
  private static final int SWAPS = 500;
  private static final List<Block> BLOCKS = SampleBlocks.many(300, 2000);

  @Test
  void swap_oneOfTwoBrokers_noReadFails() throws Exception {
    swap(true);
  }

  @Test
  void swap_theOnlyBroker_noReadFails() throws Exception {
    swap(false);
  }

  /** What is under way when it leaves comes before it is gone; the rest comes from the other. */
  @Test
  void leave_inTheMiddleOfAFetch_otherGoesOnAndNoBlockComesTwice() throws Exception {
    for (int round = 0; round < 20; round++) {
      int readBefore = 10 + 13 * round;
      Settings patient = new Settings(true, Rig.SHORT, Rig.LONG, Rig.LONG, 32, 256);
      try (Rig rig = new Rig(patient);
          FakeSessionBroker leaving = full("leaving");
          FakeSessionBroker staying = full("staying")) {
        rig.store("flat", 1);
        rig.broker(2, leaving);
        rig.broker(1, staying);
        try (BlockSession session = rig.blocks.session(FetchOptions.DEFAULTS)) {
          readPart(session, 0, readBefore);
          rig.removeBroker(leaving);
          readPart(session, readBefore, BLOCKS.size());
        }
        assertThat(BLOCKS)
            .allSatisfy(
                block ->
                    assertThat(leaving.deliveries(block.cid()) + staying.deliveries(block.cid()))
                        .isEqualTo(1));
        assertThat(staying.deliveries()).isPositive();
        assertThat(leaving.deliveries()).isGreaterThanOrEqualTo(readBefore);
      }
    }
  }

  /** A whole DAG comes faster than it is read; what has come is taken from who leaves. */
  @Test
  void leave_withBlocksThatCameUnasked_areNotFetchedAgain() throws Exception {
    Settings patient = new Settings(true, Rig.SHORT, Rig.LONG, Rig.LONG, 32, 256);
    List<Block> unasked = BLOCKS.subList(100, 150);
    try (Rig rig = new Rig(patient);
        FakeSessionBroker leaving = full("leaving");
        FakeSessionBroker staying = full("staying")) {
      unasked.forEach(leaving::bringAhead);
      rig.store("flat", 1);
      rig.broker(2, leaving);
      rig.broker(1, staying);
      try (BlockSession session = rig.blocks.session(FetchOptions.DEFAULTS)) {
        readPart(session, 0, 50);
        rig.removeBroker(leaving);
        readPart(session, 50, BLOCKS.size());
      }
      assertThat(unasked).noneMatch(block -> staying.asked().contains(block.cid()));
      assertThat(staying.deliveries()).isPositive();
    }
  }

  private static void readPart(BlockSession session, int from, int to) {
    for (int i = from; i < to; i++) {
      int end = Math.min(BLOCKS.size(), i + 1 + 20);
      BLOCKS.subList(i + 1, end).forEach(next -> session.prefetch(next.cid()));
      assertThat(session.get(BLOCKS.get(i).cid())).isEqualTo(BLOCKS.get(i));
    }
  }

  private static void swap(boolean besideAnother) throws Exception {
    Settings settings =
        new Settings(true, Rig.LONG, Duration.ofSeconds(2), Duration.ofMillis(50), 32, 256);
    try (Rig rig = new Rig(settings);
        FakeSessionBroker other = full("other")) {
      rig.store("flat", 1);
      if (besideAnother) {
        rig.broker(1, other);
      }
      FakeSessionBroker last = full("swapped");
      rig.broker(2, last);
      AtomicInteger sessions = new AtomicInteger();
      try (Background readers = Background.repeat(3, thread -> read(rig, sessions))) {
        for (int swap = 0; swap < SWAPS && readers.isWell(); swap++) {
          awaitDeliveries(last, readers);
          rig.removeBroker(last);
          last = full("swapped");
          rig.broker(2, last);
        }
        assertThat(readers.isWell()).isTrue();
      }
      last.close();
      assertThat(sessions.get()).isPositive();
    }
  }

  /** Each swap comes in the middle of something. */
  private static void awaitDeliveries(FakeSessionBroker broker, Background readers) {
    long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
    while (broker.deliveries() < 20 && readers.isWell() && System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }

  private static FakeSessionBroker full(String name) {
    FakeSessionBroker broker = new FakeSessionBroker(name);
    BLOCKS.forEach(broker::offer);
    return broker;
  }

  /** A session reads all, and what the others have fetched is taken away again beside it. */
  private static void read(Rig rig, AtomicInteger sessions) {
    try (BlockSession session = rig.blocks.session(FetchOptions.DEFAULTS)) {
      for (int i = 0; i < BLOCKS.size(); i++) {
        int end = Math.min(BLOCKS.size(), i + 1 + session.readAhead());
        if (i % 16 == 0) {
          BLOCKS.subList(i + 1, end).forEach(next -> session.prefetch(next.cid()));
        }
        Block block = session.get(BLOCKS.get(i).cid());
        assertThat(block.bytes()).isEqualTo(BLOCKS.get(i).bytes());
        rig.blocks.delete(block.cid());
      }
      sessions.incrementAndGet();
    }
  }
}
