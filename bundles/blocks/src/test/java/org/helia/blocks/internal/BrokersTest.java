package org.helia.blocks.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.helia.api.block.Block;
import org.helia.api.block.BlockException;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.BrokerInfo;
import org.helia.testkit.block.FakeBroker;
import org.helia.testkit.block.FakeSessionBroker;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.metrics.CollectedMetrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BrokersTest {
  private static final Block BLOCK = SampleBlocks.raw(1, 100);

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void list_liar_isCountedEachTime() {
    rig.store("flat", 1);
    rig.broker(2, new FakeBroker("liar").lie(BLOCK.cid(), new byte[1]));
    rig.broker(1, new FakeBroker("honest").offer(BLOCK));
    for (int i = 0; i < 5; i++) {
      rig.blocks.get(BLOCK.cid());
      rig.blocks.delete(BLOCK.cid());
    }
    assertThat(rig.info("liar").lies()).isEqualTo(5);
    assertThat(rig.info("liar").failures()).isEqualTo(5);
    assertThat(rig.info("liar").delivered()).isZero();
    BrokerInfo honest = rig.info("honest");
    assertThat(honest.lies()).isZero();
    assertThat(honest.wants()).isEqualTo(5);
    assertThat(honest.delivered()).isEqualTo(5);
    assertThat(honest.deliveredBytes()).isEqualTo(500);
    assertThat(honest.latency()).isPositive();
    assertThat(honest.bundle()).isEqualTo("bundle 7");
  }

  @Test
  void list_severalBrokers_isByDescendingRanking() {
    rig.broker(1, new FakeBroker("low"));
    rig.broker(9, new FakeBroker("high"));
    rig.broker(5, new FakeBroker("middle"));
    List<BrokerInfo> brokers = rig.blocks.brokers().list();
    assertThat(brokers).extracting(BrokerInfo::name).containsExactly("high", "middle", "low");
    assertThat(brokers).extracting(BrokerInfo::ranking).containsExactly(9, 5, 1);
    assertThat(brokers).extracting(BrokerInfo::latency).containsOnly(Duration.ZERO);
  }

  @Test
  void list_brokerFails_isCounted() {
    rig.store("flat", 1);
    rig.broker(1, new FakeBroker("broken").fail(new BlockException("no route")));
    assertThatThrownBy(() -> rig.blocks.get(BLOCK.cid()))
        .isInstanceOf(BlockNotFoundException.class);
    assertThat(rig.info("broken").failures()).isEqualTo(1);
  }

  @Test
  void collect_readsAndBrokers_areCountedByResultAndName() {
    rig.store("flat", 1);
    rig.broker(2, new FakeBroker("liar").lie(BLOCK.cid(), new byte[1]));
    rig.broker(1, new FakeBroker("honest").offer(BLOCK));
    rig.blocks.get(BLOCK.cid());
    rig.blocks.get(BLOCK.cid());

    assertThat(CollectedMetrics.of(rig.blocks))
        .containsEntry("helia_blocks_reads{miss}", 1.0)
        .containsEntry("helia_blocks_reads{hit}", 1.0)
        .containsEntry("helia_blocks_read_bytes{}", 100.0)
        .containsEntry("helia_blocks_wants{honest}", 1.0)
        .containsEntry("helia_blocks_fetched{honest}", 1.0)
        .containsEntry("helia_blocks_fetched_bytes{honest}", 100.0)
        .containsEntry("helia_blocks_fetch_failures{honest}", 0.0)
        .containsEntry("helia_blocks_fetched{liar}", 0.0)
        .containsEntry("helia_blocks_fetch_failures{liar}", 1.0);
  }

  @Test
  void collect_brokerReplaced_countsOn() {
    rig.store("flat", 1);
    for (double fetched = 1; fetched <= 2; fetched++) {
      FakeSessionBroker broker = new FakeSessionBroker("peers");
      broker.offer(BLOCK);
      rig.broker(1, broker);
      rig.blocks.get(BLOCK.cid());
      rig.blocks.delete(BLOCK.cid());
      rig.removeBroker(broker);
      assertThat(CollectedMetrics.of(rig.blocks))
          .containsEntry("helia_blocks_fetched{peers}", fetched);
    }
  }

  @Test
  void list_brokerSaysNo_isNoFailure() {
    rig.store("flat", 1);
    FakeSessionBroker honest = new FakeSessionBroker("honest");
    rig.broker(1, honest);
    assertThatThrownBy(() -> rig.blocks.get(BLOCK.cid()))
        .isInstanceOf(BlockNotFoundException.class);
    assertThat(rig.info("honest").failures()).isZero();
    honest.close();
  }

  @Test
  void get_noBroker_failsAtOnceAndNamesTheFeature() {
    rig.store("flat", 1);
    assertThatThrownBy(() -> rig.blocks.get(BLOCK.cid()))
        .isInstanceOf(BlockNotFoundException.class)
        .hasMessageContaining("asked flat")
        .hasMessageContaining("feature:install helia-broker-bitswap or helia-broker-gateway");
  }
}
