package org.helia.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.helia.api.net.Connection;
import org.helia.api.net.Stream;
import org.helia.testkit.time.VirtualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Thousands of hosts flood one message. */
@Timeout(300)
class GossipTest {
  private static final String PROTOCOL = "/gossip/1";
  private static final int NODES = 2_000;
  private static final int DIALS = 10;
  private static final Duration LATENCY = Duration.ofMillis(50);

  /** Tells whom it knows what it hears for the first time. */
  private static final class Node {
    private final MemoryHost host;
    private final Runnable heardFirst;
    private boolean heard;

    Node(MemoryHost host, Runnable heardFirst) {
      this.host = host;
      this.heardFirst = heardFirst;
      host.speak(PROTOCOL, stream -> stream.whenReadable(() -> hear(stream)));
    }

    private void hear(Stream stream) {
      ByteBuffer message = ByteBuffer.allocate(100);
      while (stream.read(message) >= 0) {
        assertThat(message.position()).isLessThan(100);
      }
      if (!heard) {
        tellAll(message.flip());
      }
    }

    void tellAll(ByteBuffer message) {
      heard = true;
      heardFirst.run();
      for (Connection connection : host.connections()) {
        try (Stream stream = connection.open(PROTOCOL)) {
          stream.write(message.duplicate());
        }
      }
    }
  }

  private static Map<Long, Integer> flood(long seed) {
    try (VirtualTime time = new VirtualTime();
        MemoryNetwork network = new MemoryNetwork(time, seed)) {
      network.links(Link.of(LATENCY));
      Map<Long, Integer> heardAt = new TreeMap<>();
      List<Node> nodes = new ArrayList<>();
      for (int i = 1; i <= NODES; i++) {
        nodes.add(
            new Node(
                network.host(i),
                () -> heardAt.merge(time.nanoTime() / 1_000_000, 1, Integer::sum)));
      }
      connectAtRandom(network, new Random(seed));
      time.sleep(Duration.ofSeconds(5));
      assertThat(network.host(1).connections()).hasSizeGreaterThan(DIALS);
      long start = time.nanoTime() / 1_000_000;
      nodes.get(0).tellAll(ByteBuffer.wrap("hear, hear".getBytes()));
      time.sleep(Duration.ofSeconds(10));
      assertThat(time.guesses()).isZero();
      Map<Long, Integer> byDelay = new TreeMap<>();
      heardAt.forEach((at, count) -> byDelay.put(at - start, count));
      return byDelay;
    }
  }

  private static void connectAtRandom(MemoryNetwork network, Random random) {
    for (int i = 1; i <= NODES; i++) {
      int from = i;
      int[] others =
          random.ints(DIALS, 1, NODES).map(step -> (from + step - 1) % NODES + 1).toArray();
      network
          .workers()
          .execute(
              () -> {
                for (int to : others) {
                  network.connect(from, to);
                }
              });
    }
  }

  @Test
  void flood_thousandsOfHosts_takesAFewHops() {
    Map<Long, Integer> heard = flood(5);
    assertThat(heard.values().stream().mapToInt(each -> each).sum()).isEqualTo(NODES);
    // Only after whole hops, and 20 neighbours each reach 2,000 in four of them at most.
    assertThat(heard.keySet()).containsExactly(0L, 50L, 100L, 150L, 200L);
    assertThat(flood(5)).isEqualTo(heard);
  }
}
