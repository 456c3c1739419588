package org.helia.broker.bitswap.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.helia.api.block.Block;
import org.helia.api.block.BrokerSession;
import org.helia.api.block.FetchOptions;
import org.helia.api.block.FetchedBlock;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.net.Bandwidth;
import org.helia.testkit.net.Link;
import org.helia.testkit.net.MemoryNetwork;
import org.helia.testkit.time.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A reader among ten peers of which nine do not do as they should. */
@Timeout(120)
class BadPeersTest {
  private static final int BLOCKS = 200;
  private static final int BYTES = 20_000;

  private final VirtualTime time = new VirtualTime();
  private final MemoryNetwork network = new MemoryNetwork(time, 1);
  private final List<Block> blocks = SampleBlocks.many(BLOCKS, BYTES);
  private TestNode reader;

  @BeforeEach
  void connectSlowly() {
    network.links(Link.of(Duration.ofMillis(10)));
    reader = new TestNode(network, 1);
  }

  @AfterEach
  void close() {
    reader.close();
    network.close();
    time.close();
  }

  private void goodPeer(int number) {
    TestNode good = new TestNode(network, number);
    good.host().bandwidth(Bandwidth.of(10_000_000));
    blocks.forEach(good::put);
    network.connect(1, number);
  }

  private void readAll() {
    try (BrokerSession session = reader.session()) {
      List<CompletableFuture<Optional<FetchedBlock>>> futures = new ArrayList<>();
      for (Block block : blocks) {
        futures.add(reader.fetch(session, block.cid()));
      }
      for (int i = 0; i < BLOCKS; i++) {
        CompletableFuture<?> future = futures.get(i);
        time.until(future::isDone, Duration.ofMinutes(10));
        assertThat(futures.get(i).join().orElseThrow().block().block()).isEqualTo(blocks.get(i));
      }
    }
    for (Block block : blocks) {
      assertThat(reader.blocks().get(block.cid()).bytes()).isEqualTo(block.bytes());
    }
    assertThat(reader.blocks().hashes().count()).isEqualTo(BLOCKS);
  }

  @ParameterizedTest
  @EnumSource(BadPeer.Habit.class)
  void fetch_nineBadPeersOfTen_endsRight(BadPeer.Habit habit) {
    for (int number = 2; number <= 10; number++) {
      BadPeer.join(network, number, habit, blocks);
      network.connect(1, number);
    }
    goodPeer(11);
    readAll();
  }

  /** Within the time that readers wait by default. */
  @Test
  void fetch_theOnlyPeerLosesSomeAnswers_isAskedAgain() {
    BadPeer.join(network, 2, BadPeer.Habit.FORGETS, blocks);
    network.connect(1, 2);
    long start = time.nanoTime();
    readAll();
    assertThat(Duration.ofNanos(time.nanoTime() - start))
        .isLessThan(FetchOptions.DEFAULTS.timeout());
  }

  @Test
  void fetch_allHabitsAtOnce_endsRight() {
    BadPeer.Habit[] habits = BadPeer.Habit.values();
    for (int number = 2; number <= 10; number++) {
      BadPeer.join(network, number, habits[number % habits.length], blocks);
      network.connect(1, number);
    }
    goodPeer(11);
    readAll();
  }
}
