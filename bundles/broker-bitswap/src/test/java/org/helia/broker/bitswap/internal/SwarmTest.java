package org.helia.broker.bitswap.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.helia.api.block.Block;
import org.helia.api.block.BrokerSession;
import org.helia.multiformats.Multihash;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.net.Bandwidth;
import org.helia.testkit.net.Link;
import org.helia.testkit.net.MemoryNetwork;
import org.helia.testkit.time.VirtualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node has a DAG, and many want it: 200 nodes and 64 MiB with {@code -Plarge}. All blocks in
 * the nodes' memory would not fit into that of the test.
 */
@Timeout(1_800)
class SwarmTest {
  private static final Logger LOG = LoggerFactory.getLogger(SwarmTest.class);
  private static final int NODES = Integer.getInteger("helia.swarm.nodes", 30);
  private static final int MIB = Integer.getInteger("helia.swarm.mib", 16);
  private static final int BLOCK_BYTES = 256 * 1024;
  private static final int NEIGHBOURS = 8;
  private static final long BYTES_PER_SECOND = 12_500_000;

  private final List<Block> blocks =
      IntStream.range(0, MIB * 4).mapToObj(seed -> SampleBlocks.raw(seed, BLOCK_BYTES)).toList();

  private final Map<Multihash, byte[]> content =
      blocks.stream().collect(Collectors.toMap(each -> each.cid().multihash(), Block::bytes));

  private final Random random = new Random(7);

  @Test
  void swarm_oneSeed_sharesTheLoad() {
    try (VirtualTime time = new VirtualTime();
        MemoryNetwork network = new MemoryNetwork(time, 7)) {
      network.links(Link.of(Duration.ofMillis(20)).withJitter(Duration.ofMillis(5)));
      List<TestNode> nodes = new ArrayList<>();
      for (int number = 1; number <= NODES; number++) {
        TestNode node = new TestNode(network, number, new SharedBlockstore(content));
        node.host().bandwidth(Bandwidth.of(BYTES_PER_SECOND));
        nodes.add(node);
      }
      blocks.forEach(nodes.get(0)::put);
      connectEach(network);
      long begin = time.nanoTime();
      AtomicInteger missing = new AtomicInteger((NODES - 1) * blocks.size());
      List<BrokerSession> sessions = new ArrayList<>();
      for (TestNode node : nodes.subList(1, NODES)) {
        BrokerSession session = node.session();
        sessions.add(session);
        for (Block block : blocks) {
          node.fetch(session, block.cid())
              .thenAccept(
                  found -> {
                    assertThat(found).isPresent();
                    missing.decrementAndGet();
                  });
        }
      }
      time.until(() -> missing.get() == 0, Duration.ofHours(2));
      double seconds = (time.nanoTime() - begin) / 1e9;
      check(nodes, seconds, time.guesses());
      sessions.forEach(BrokerSession::close);
      nodes.forEach(TestNode::close);
    }
  }

  /** A ring, so that all are reached, and random connections. */
  private void connectEach(MemoryNetwork network) {
    Set<Set<Integer>> connected = new HashSet<>();
    for (int number = 1; number <= NODES; number++) {
      connect(network, connected, number, number % NODES + 1);
      for (int i = 0; i < NEIGHBOURS / 2 - 1; i++) {
        connect(network, connected, number, 1 + random.nextInt(NODES));
      }
    }
  }

  private static void connect(
      MemoryNetwork network, Set<Set<Integer>> connected, int one, int other) {
    if (one != other && connected.add(Set.of(one, other))) {
      network.connect(one, other);
    }
  }

  private void check(List<TestNode> nodes, double seconds, long guesses) {
    long size = (long) BLOCK_BYTES * blocks.size();
    long minimum = (NODES - 1) * size;
    long sum = 0;
    long most = 0;
    long data = 0;
    for (TestNode node : nodes) {
      long out = node.host().traffic().bytesOut();
      sum += out;
      most = Math.max(most, out);
      data += node.exchange().accounts().total().bytesSent();
      for (Block block : blocks) {
        assertThat(node.blocks().has(block.cid())).isTrue();
      }
    }
    double fair = (double) sum / NODES;
    LOG.info(
        "{} nodes, {} MiB: sent {} x the minimum ({} x in blocks), the most {} x the fair share, the"
            + " seed {} x; {} s, {} s for one alone; {} guesses",
        NODES,
        MIB,
        (double) sum / minimum,
        (double) data / minimum,
        most / fair,
        nodes.get(0).host().traffic().bytesOut() / fair,
        seconds,
        (double) size / BYTES_PER_SECOND,
        guesses);
    assertThat(sum).isLessThan((long) (1.3 * minimum));
    assertThat(most).isLessThan((long) (3 * fair));
  }
}
