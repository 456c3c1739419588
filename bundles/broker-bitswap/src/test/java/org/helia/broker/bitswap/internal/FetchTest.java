package org.helia.broker.bitswap.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.helia.api.block.Block;
import org.helia.api.block.BrokerSession;
import org.helia.api.block.FetchedBlock;
import org.helia.broker.bitswap.internal.wire.ProtocolVersion;
import org.helia.multiformats.Cid;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.net.MemoryNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class FetchTest {
  private final MemoryNetwork network = new MemoryNetwork();
  private final TestNode server = new TestNode(network, 1);
  private final TestNode reader = new TestNode(network, 2);

  @AfterEach
  void close() {
    server.close();
    reader.close();
    network.close();
  }

  private static FetchedBlock get(CompletableFuture<Optional<FetchedBlock>> future)
      throws Exception {
    return future.get(30, TimeUnit.SECONDS).orElseThrow();
  }

  private static Block v0(Block block) {
    return Block.of(Cid.v0(block.cid().multihash()), block.bytes());
  }

  @Test
  void want_connectedPeerHasIt_isFetched() throws Exception {
    Block block = SampleBlocks.raw(1, 100_000);
    server.put(block);
    network.connect(2, 1);
    try (BrokerSession session = reader.session()) {
      FetchedBlock fetched = get(session.want(block.cid()));
      assertThat(fetched.block().block()).isEqualTo(block);
      assertThat(fetched.block().block().bytes()).isEqualTo(block.bytes());
      assertThat(fetched.from()).isEqualTo(server.host().id().toString());
    }
  }

  @Test
  void want_namedPeer_isDialled() throws Exception {
    Block block = SampleBlocks.raw(1, 1_000);
    server.put(block);
    try (BrokerSession session = reader.sessionFrom(server)) {
      assertThat(get(session.want(block.cid())).block().block()).isEqualTo(block);
    }
  }

  @Test
  void want_many_eachIsFetchedOnce() throws Exception {
    List<Block> blocks = SampleBlocks.many(3_000, 1_000);
    blocks.forEach(server::put);
    network.connect(2, 1);
    try (BrokerSession session = reader.session()) {
      List<CompletableFuture<Optional<FetchedBlock>>> futures =
          blocks.stream().map(block -> session.want(block.cid())).toList();
      for (int i = 0; i < blocks.size(); i++) {
        assertThat(get(futures.get(i)).block().block()).isEqualTo(blocks.get(i));
      }
    }
    assertThat(server.exchange().accounts().total().blocksSent()).isEqualTo(3_000);
    assertThat(reader.exchange().client().counts().duplicateBlocks()).isZero();
  }

  @ParameterizedTest
  @EnumSource(ProtocolVersion.class)
  void want_olderPeer_isFetched(ProtocolVersion version) throws Exception {
    server.speakOnly(version);
    reader.speakOnly(version);
    Block block = v0(SampleBlocks.raw(7, 5_000));
    server.put(block);
    network.connect(2, 1);
    try (BrokerSession session = reader.session()) {
      assertThat(get(session.want(block.cid())).block().block()).isEqualTo(block);
    }
  }

  @Test
  void want_addedLater_isSentThen() throws Exception {
    Block block = SampleBlocks.raw(1, 100_000);
    network.connect(2, 1);
    try (BrokerSession session = reader.session()) {
      CompletableFuture<Optional<FetchedBlock>> future = session.want(block.cid());
      org.helia.testkit.concurrent.Until.holds(
          () -> server.exchange().server().wantlist(reader.host().id()).contains(block.cid()));
      server.put(block);
      assertThat(get(future).block().block()).isEqualTo(block);
    }
  }
}
