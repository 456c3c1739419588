package org.helia.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.helia.testkit.concurrent.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Constants;

/** Eight threads call, one adds, updates and removes. */
@Timeout(120)
class PluginsStressTest {
  private static final int CALLERS = 8;
  private static final int SWAPS = 100;
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Plugins<Tool> plugins =
      new Plugins<>(new PluginFamily("tool", "helia-tool", LONG, LONG));

  /** A plugin that knows whether it may still be called. */
  private static final class Tool {
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean closed;

    void use() {
      calls.incrementAndGet();
      assertThat(closed).as("a call on a plugin after remove returned").isFalse();
      for (int i = ThreadLocalRandom.current().nextInt(500); i > 0; i--) {
        Thread.onSpinWait();
      }
      assertThat(closed).as("closed under a call").isFalse();
      calls.decrementAndGet();
    }

    void close() {
      assertThat(calls).hasValue(0);
      closed = true;
    }
  }

  @Test
  void remove_manyCallers_noCallOutlivesIt() throws Exception {
    Tool last = new Tool();
    plugins.add(last, properties(0));
    try (Background callers = Background.repeat(CALLERS, thread -> callBest())) {
      for (int swap = 1; swap <= SWAPS && callers.isWell(); swap++) {
        Tool next = new Tool();
        plugins.add(next, properties(swap));
        plugins.update(next, properties(swap + SWAPS));
        plugins.update(last, properties(-swap));
        plugins.remove(last);
        last.close();
        last = next;
      }
    }
    assertThat(plugins.all()).hasSize(1);
  }

  @Test
  void remove_replacementComesAfterwards_everyCallerIsServed() throws Exception {
    Tool last = new Tool();
    plugins.add(last, properties(0));
    try (Background callers = Background.repeat(CALLERS, thread -> callBest())) {
      for (int swap = 1; swap <= SWAPS && callers.isWell(); swap++) {
        plugins.remove(last);
        last.close();
        last = new Tool();
        plugins.add(last, properties(swap));
      }
    }
    assertThat(plugins.all()).hasSize(1);
  }

  @Test
  void update_whileRemoving_neverBringsAMemberBack() throws Exception {
    for (int round = 0; round < SWAPS; round++) {
      Tool tool = new Tool();
      plugins.add(tool, properties(round));
      Thread updater = new Thread(() -> plugins.update(tool, properties(1)));
      updater.start();
      plugins.remove(tool);
      updater.join();
      assertThat(plugins.all()).isEmpty();
    }
  }

  /** As a facade does: the best that lets one in, otherwise another look at who is there. */
  private void callBest() {
    boolean served = false;
    while (!served) {
      long mark = plugins.arrivals();
      served = plugins.all().stream().anyMatch(PluginsStressTest::call);
      if (!served) {
        assertThat(plugins.awaitReplacement(mark)).as("a replacement came in time").isTrue();
      }
    }
  }

  private static boolean call(Plugin<Tool> plugin) {
    if (!plugin.enter()) {
      return false;
    }
    try {
      plugin.service().use();
      return true;
    } finally {
      plugin.exit();
    }
  }

  private static Map<String, Object> properties(int ranking) {
    return Map.of(
        Constants.SERVICE_RANKING,
        ranking,
        Constants.SERVICE_ID,
        (long) Math.abs(ranking),
        "component.name",
        "tool" + ranking);
  }
}
