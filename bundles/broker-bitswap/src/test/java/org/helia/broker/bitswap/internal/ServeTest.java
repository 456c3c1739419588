package org.helia.broker.bitswap.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.helia.api.block.Block;
import org.helia.api.block.BlockException;
import org.helia.api.block.BrokerSession;
import org.helia.api.block.FetchedBlock;
import org.helia.api.net.Stream;
import org.helia.broker.bitswap.internal.wire.Message;
import org.helia.broker.bitswap.internal.wire.ProtocolVersion;
import org.helia.broker.bitswap.internal.wire.WantEntry;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.net.Link;
import org.helia.testkit.net.MemoryNetwork;
import org.helia.testkit.time.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a node gives to others, and keeps from them. */
@Timeout(120)
class ServeTest {
  private static final Duration SOON = Duration.ofMinutes(1);

  private final VirtualTime time = new VirtualTime();
  private final MemoryNetwork network = new MemoryNetwork(time, 3);
  private final Block block = SampleBlocks.raw(1, 50_000);
  private TestNode server;
  private TestNode reader;

  @BeforeEach
  void connect() {
    network.links(Link.of(Duration.ofMillis(5)));
    server = new TestNode(network, 1);
    reader = new TestNode(network, 2);
    network.connect(2, 1);
    time.sleep(Duration.ofMillis(100));
  }

  @AfterEach
  void close() {
    server.close();
    reader.close();
    network.close();
    time.close();
  }

  @Test
  void want_refusedByOneAuthorizer_isAnsweredAsIfItWereNotThere() {
    server.put(block);
    server.authorize(request -> true);
    server.authorize(request -> !request.peer().equals(Optional.of(reader.host().id())));
    try (BrokerSession session = reader.session()) {
      CompletableFuture<Optional<FetchedBlock>> future = session.want(block.cid());
      time.until(future::isDone, SOON);
      assertThat(future).isCompletedExceptionally();
      assertThat(server.exchange().accounts().total().blocksSent()).isZero();
    }
  }

  @Test
  void want_nobodyHasIt_failsAfterThePatienceAndSaysWhoWasAsked() {
    try (BrokerSession session = reader.session()) {
      CompletableFuture<Optional<FetchedBlock>> future = session.want(block.cid());
      time.sleep(Duration.ofSeconds(5));
      assertThat(future).isNotDone();
      assertThat(session.asked(block.cid()))
          .isEqualTo("1 peer: %s (does not have it)".formatted(server.host().id()));
      time.until(future::isDone, SOON);
      assertThat(future)
          .failsWithin(Duration.ZERO)
          .withThrowableThat()
          .withMessageContaining("does not have it");
    }
  }

  @Test
  void want_peerComesLater_isAskedThen() {
    Block other = SampleBlocks.raw(9, 60_000);
    try (TestNode late = new TestNode(network, 3);
        BrokerSession session = reader.session()) {
      late.put(other);
      CompletableFuture<Optional<FetchedBlock>> future = session.want(other.cid());
      time.sleep(Duration.ofSeconds(2));
      network.connect(3, 2);
      time.until(future::isDone, SOON);
      assertThat(future.join().orElseThrow().from()).isEqualTo(late.host().id().toString());
    }
  }

  @Test
  void close_session_takesWantsBack() {
    BrokerSession session = reader.session();
    CompletableFuture<Optional<FetchedBlock>> future = session.want(block.cid());
    time.until(
        () -> server.exchange().server().wantlist(reader.host().id()).contains(block.cid()), SOON);
    session.close();
    assertThat(future)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(BlockException.class);
    time.until(() -> server.exchange().server().wantlist(reader.host().id()).isEmpty(), SOON);
  }

  @Test
  void wants_aFlood_areBounded() {
    for (int round = 0; round < 10; round++) {
      List<WantEntry> wants = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        wants.add(WantEntry.have(SampleBlocks.raw(1_000_000L * round + i, 16).cid(), 1));
      }
      try (Stream stream =
          network.host(2).connections().get(0).open(ProtocolVersion.V1_2_0.protocol())) {
        new Message(false, wants, List.of(), List.of(), 0).write(stream, ProtocolVersion.V1_2_0);
      }
    }
    time.sleep(Duration.ofSeconds(5));
    assertThat(server.exchange().server().wantlist(reader.host().id())).hasSize(1_024);
    server.put(block);
    try (BrokerSession session = reader.session()) {
      CompletableFuture<Optional<FetchedBlock>> future = session.want(block.cid());
      time.until(future::isDone, SOON);
      assertThat(future.join()).isPresent();
    }
  }

  @Test
  void nothingToDo_costsUnder1KiBAMinute() {
    server.put(block);
    try (BrokerSession session = reader.session()) {
      CompletableFuture<Optional<FetchedBlock>> future = session.want(block.cid());
      time.until(future::isDone, SOON);
    }
    time.sleep(Duration.ofSeconds(30));
    long before = network.host(1).traffic().bytesOut() + network.host(2).traffic().bytesOut();
    time.sleep(Duration.ofMinutes(10));
    long after = network.host(1).traffic().bytesOut() + network.host(2).traffic().bytesOut();
    assertThat(after - before).isLessThan(10 * 1_024);
    assertThat(network.host(2).connections().get(0).streams()).isEmpty();
  }

  @Test
  void handle_garbage_resetsTheStreamOnly() {
    try (Stream stream =
        network.host(2).connections().get(0).open(ProtocolVersion.V1_2_0.protocol())) {
      stream.write(ByteBuffer.wrap(new byte[] {3, 10, 120, 1}));
    }
    server.put(block);
    try (BrokerSession session = reader.session()) {
      CompletableFuture<Optional<FetchedBlock>> future = session.want(block.cid());
      time.until(future::isDone, SOON);
      assertThat(future.join()).isPresent();
    }
  }
}
