package org.helia.broker.bitswap.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.MapAssert;
import org.helia.api.block.Block;
import org.helia.api.block.BrokerSession;
import org.helia.api.block.FetchedBlock;
import org.helia.api.net.Stream;
import org.helia.broker.bitswap.internal.wire.Message;
import org.helia.broker.bitswap.internal.wire.ProtocolVersion;
import org.helia.broker.bitswap.internal.wire.WantEntry;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.metrics.CollectedMetrics;
import org.helia.testkit.net.Link;
import org.helia.testkit.net.MemoryNetwork;
import org.helia.testkit.time.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the figures say of an exchange whose course is known. */
@Timeout(120)
class BitswapMetricsTest {
  private static final int BYTES = 20_000;
  private static final Duration SOON = Duration.ofMinutes(1);

  private final VirtualTime time = new VirtualTime();
  private final MemoryNetwork network = new MemoryNetwork(time, 3);
  private final List<Block> blocks = SampleBlocks.many(50, BYTES);
  private final List<TestNode> nodes = new ArrayList<>();
  private TestNode server;
  private TestNode reader;

  @BeforeEach
  void start() {
    network.links(Link.of(Duration.ofMillis(5)));
    server = node(1, new ConfigMap().with("maxWantsPerPeer", 16));
    reader = node(2, new ConfigMap());
  }

  private TestNode node(int number, ConfigMap config) {
    TestNode node = new TestNode(network, number, config);
    nodes.add(node);
    return node;
  }

  @AfterEach
  void close() {
    nodes.forEach(TestNode::close);
    network.close();
    time.close();
  }

  private static MapAssert<String, Double> assertMetrics(TestNode node) {
    Map<String, Double> metrics = CollectedMetrics.of(node.exchange().metrics());
    return assertThat(metrics);
  }

  private void connectReaderTo(int number) {
    network.connect(2, number);
    time.sleep(Duration.ofMillis(100));
  }

  @Test
  void metrics_blocksFetched_countBlocksAndBytes() {
    connectReaderTo(1);
    Block first = blocks.get(0);
    server.put(first);
    try (BrokerSession session = reader.session()) {
      assertThat(Patience.block(time, session.want(first.cid()))).isEqualTo(first);
    }
    time.sleep(Duration.ofSeconds(1));
    assertMetrics(server)
        .containsEntry("helia_bitswap_blocks{out}", 1.0)
        .containsEntry("helia_bitswap_block_bytes{out}", (double) BYTES)
        .containsEntry("helia_bitswap_blocks{in}", 0.0)
        .containsEntry("helia_bitswap_ledgers{}", 1.0)
        .containsEntry("helia_bitswap_peer_wants{}", 0.0);
    assertMetrics(reader)
        .containsEntry("helia_bitswap_blocks{in}", 1.0)
        .containsEntry("helia_bitswap_block_bytes{in}", (double) BYTES)
        .containsEntry("helia_bitswap_blocks{out}", 0.0)
        .containsEntry("helia_bitswap_messages_received{}", 1.0)
        .containsEntry("helia_bitswap_useless_blocks{duplicate}", 0.0)
        .containsEntry("helia_bitswap_useless_blocks{unwanted}", 0.0)
        .containsEntry("helia_bitswap_wants{fetching}", 0.0)
        .containsEntry("helia_bitswap_wants{looking}", 0.0)
        .containsEntry("helia_bitswap_ledgers{}", 0.0);
  }

  @Test
  void metrics_blockThatNobodyHas_isLookedForAndAnsweredWithDontHave() {
    connectReaderTo(1);
    try (BrokerSession session = reader.session()) {
      CompletableFuture<Optional<FetchedBlock>> future = session.want(blocks.get(0).cid());
      assertMetrics(reader).containsEntry("helia_bitswap_wants{fetching}", 1.0);
      time.sleep(Duration.ofSeconds(1));
      assertThat(future).isNotDone();
      assertMetrics(reader)
          .containsEntry("helia_bitswap_wants{fetching}", 0.0)
          .containsEntry("helia_bitswap_wants{looking}", 1.0)
          .containsEntry("helia_bitswap_presences{in,dont_have}", 1.0)
          .containsEntry("helia_bitswap_presences{in,have}", 0.0);
      assertMetrics(server)
          .containsEntry("helia_bitswap_peer_wants{}", 1.0)
          .containsEntry("helia_bitswap_presences{out,dont_have}", 1.0)
          .containsEntry("helia_bitswap_presences{out,have}", 0.0);
    }
  }

  @Test
  void metrics_twoPeersAskedWhoHasIt_countHave() {
    TestNode other = node(3, new ConfigMap());
    connectReaderTo(1);
    connectReaderTo(3);
    server.put(blocks.get(0));
    try (BrokerSession session = reader.session()) {
      Patience.block(time, session.want(blocks.get(0).cid()));
    }
    time.sleep(Duration.ofSeconds(1));
    assertMetrics(server).containsEntry("helia_bitswap_presences{out,have}", 1.0);
    assertMetrics(other).containsEntry("helia_bitswap_presences{out,dont_have}", 1.0);
    assertMetrics(reader)
        .containsEntry("helia_bitswap_presences{in,have}", 1.0)
        .containsEntry("helia_bitswap_presences{in,dont_have}", 1.0);
  }

  @Test
  void metrics_moreWantsThanTheLedgerHolds_countTheRest() {
    connectReaderTo(1);
    List<WantEntry> wants = blocks.stream().map(block -> WantEntry.have(block.cid(), 1)).toList();
    try (Stream stream =
        network.host(2).connections().get(0).open(ProtocolVersion.V1_2_0.protocol())) {
      new Message(false, wants, List.of(), List.of(), 0).write(stream, ProtocolVersion.V1_2_0);
    }
    time.sleep(Duration.ofSeconds(1));
    assertMetrics(server)
        .containsEntry("helia_bitswap_refused_wants{full}", blocks.size() - 16.0)
        .containsEntry("helia_bitswap_refused_wants{forbidden}", 0.0)
        .containsEntry("helia_bitswap_peer_wants{}", 16.0);
  }

  @Test
  void metrics_authorizerRefuses_countForbidden() {
    connectReaderTo(1);
    server.put(blocks.get(0));
    server.authorize(request -> false);
    try (BrokerSession session = reader.session()) {
      CompletableFuture<Optional<FetchedBlock>> future = session.want(blocks.get(0).cid());
      time.until(future::isDone, SOON);
    }
    assertMetrics(server)
        .containsEntry("helia_bitswap_refused_wants{forbidden}", 1.0)
        .containsEntry("helia_bitswap_refused_wants{full}", 0.0)
        .containsEntry("helia_bitswap_presences{out,dont_have}", 1.0)
        .containsEntry("helia_bitswap_blocks{out}", 0.0);
  }

  @Test
  void metrics_silentPeer_countTimeoutsOfBlocks() {
    BadPeer.join(network, 4, BadPeer.Habit.DEAF, blocks);
    connectReaderTo(4);
    wantFor(Duration.ofSeconds(12));
    assertMetrics(reader)
        .containsEntry("helia_bitswap_timeouts{block}", 1.0)
        .containsEntry("helia_bitswap_timeouts{have}", 0.0);
  }

  @Test
  void metrics_twoSilentPeers_countTimeoutsOfQuestions() {
    BadPeer.join(network, 4, BadPeer.Habit.DEAF, blocks);
    BadPeer.join(network, 5, BadPeer.Habit.DEAF, blocks);
    connectReaderTo(4);
    connectReaderTo(5);
    wantFor(Duration.ofSeconds(12));
    assertMetrics(reader)
        .containsEntry("helia_bitswap_timeouts{have}", 2.0)
        .containsEntry("helia_bitswap_timeouts{block}", 0.0);
  }

  private void wantFor(Duration duration) {
    try (BrokerSession session = reader.session()) {
      CompletableFuture<Optional<FetchedBlock>> future = session.want(blocks.get(0).cid());
      time.sleep(duration);
      assertThat(future).isNotDone();
    }
  }

  @Test
  void metrics_blockComesTwice_countDuplicate() {
    BadPeer.join(network, 4, BadPeer.Habit.TWICE, blocks);
    connectReaderTo(4);
    try (BrokerSession session = reader.session()) {
      Patience.block(time, session.want(blocks.get(0).cid()));
    }
    time.sleep(Duration.ofSeconds(1));
    assertMetrics(reader)
        .containsEntry("helia_bitswap_blocks{in}", 2.0)
        .containsEntry("helia_bitswap_useless_blocks{duplicate}", 1.0)
        .containsEntry("helia_bitswap_useless_block_bytes{duplicate}", (double) BYTES)
        .containsEntry("helia_bitswap_useless_blocks{unwanted}", 0.0);
  }

  @Test
  void metrics_peerSendsWhatNobodyWants_countUnwanted() {
    BadPeer.join(network, 4, BadPeer.Habit.UNASKED, blocks);
    connectReaderTo(4);
    try (BrokerSession session = reader.session()) {
      CompletableFuture<Optional<FetchedBlock>> future = session.want(blocks.get(0).cid());
      time.sleep(Duration.ofSeconds(1));
      assertThat(future).isNotDone();
    }
    assertMetrics(reader)
        .containsEntry("helia_bitswap_useless_blocks{unwanted}", 1.0)
        .containsEntry("helia_bitswap_useless_block_bytes{unwanted}", (double) BYTES)
        .containsEntry("helia_bitswap_useless_blocks{duplicate}", 0.0);
  }
}
