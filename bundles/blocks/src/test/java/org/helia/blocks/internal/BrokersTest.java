package org.helia.blocks.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.helia.api.block.Block;
import org.helia.api.block.BlockBroker;
import org.helia.platform.Plugins;
import org.helia.platform.Workers;
import org.helia.testkit.block.FakeBroker;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Constants;

@Timeout(60)
class BrokersTest {
  private static final Block BLOCK = SampleBlocks.raw(1, 100);

  private final Settings settings = new Settings(true, Rig.SHORT, Rig.LONG, Rig.LONG, 32);
  private final Plugins<BlockBroker> plugins = new Plugins<>(settings.brokers());
  private final ExecutorService workers = Workers.open("test", Brokers.MAX_CALLS);
  private final Brokers brokers = new Brokers(plugins, new FakeHashers(), () -> settings, workers);

  @AfterEach
  void close() {
    workers.shutdownNow();
  }

  @Test
  void fetch_liar_isCountedEachTime() {
    plugins.add(new FakeBroker("liar").lie(BLOCK.cid(), new byte[1]), ranked(2));
    plugins.add(new FakeBroker("honest").offer(BLOCK), ranked(1));
    for (int i = 0; i < 5; i++) {
      assertThat(fetch()).isPresent();
    }
    assertThat(brokers.lies("liar")).isEqualTo(5);
    assertThat(brokers.lies("honest")).isZero();
  }

  @Test
  void fetch_noBroker_isEmptyAtOnce() {
    assertThat(fetch()).isEmpty();
  }

  @Test
  void fetch_deadlineHasPassed_asksNobody() {
    FakeBroker broker = new FakeBroker("net").offer(BLOCK);
    plugins.add(broker, ranked(1));
    assertThat(brokers.fetch(BLOCK.cid(), Deadline.in(Duration.ZERO), new Inquiry())).isEmpty();
    assertThat(broker.asked()).isEmpty();
  }

  private Optional<byte[]> fetch() {
    return brokers.fetch(BLOCK.cid(), Deadline.in(Rig.LONG), new Inquiry());
  }

  private static Map<String, Object> ranked(int ranking) {
    return Map.of(Constants.SERVICE_RANKING, ranking);
  }
}
