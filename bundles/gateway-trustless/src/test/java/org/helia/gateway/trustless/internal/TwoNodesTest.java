package org.helia.gateway.trustless.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.helia.api.block.Block;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.BrokerSession;
import org.helia.api.block.FetchOptions;
import org.helia.api.block.FetchedBlock;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.Node;
import org.helia.broker.gateway.internal.GatewayBroker;
import org.helia.ipld.dagcbor.DagCbor;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our broker fetches from our gateway, also while either is replaced. */
@Timeout(120)
class TwoNodesTest {
  private static final FakeHashers HASHERS = new FakeHashers();

  private final FakeBlocks blocks = new FakeBlocks();
  private final List<Block> inOrder = new ArrayList<>();
  private RunningGateway gateway = new RunningGateway(blocks);
  private GatewayBroker broker;

  @BeforeEach
  void makeDag() throws Exception {
    broker = broker();
    List<Node> links = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Block leaf = SampleBlocks.raw(i, 100_000);
      inOrder.add(leaf);
      links.add(new LinkNode(leaf.cid()));
    }
    byte[] bytes = DagCbor.encode(new ListNode(links));
    inOrder.add(
        0, Block.of(Cid.v1(Multicodec.DAG_CBOR, HASHERS.sum(Multicodec.SHA2_256, bytes)), bytes));
    inOrder.forEach(blocks::put);
  }

  @AfterEach
  void close() {
    broker.close();
    gateway.close();
  }

  private static GatewayBroker broker() throws ReflectiveOperationException {
    var constructor = GatewayBroker.class.getConstructors()[0];
    Class<?> config = constructor.getParameterTypes()[1];
    Object defaults =
        Proxy.newProxyInstance(
            config.getClassLoader(),
            new Class<?>[] {config},
            (proxy, method, arguments) -> method.getDefaultValue());
    return (GatewayBroker) constructor.newInstance(HASHERS, defaults);
  }

  private BrokerSession session() {
    int port = gateway.uri("/").getPort();
    return broker.session(
        FetchOptions.DEFAULTS.withFrom(
            List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/" + port + "/http"))));
  }

  private void fetchAll(BrokerSession session) throws Exception {
    List<CompletableFuture<Optional<FetchedBlock>>> wants = new ArrayList<>();
    for (int i = 0; i < inOrder.size(); i++) {
      while (wants.size() < Math.min(i + 16, inOrder.size())) {
        wants.add(session.want(inOrder.get(wants.size()).cid()));
      }
      assertThat(wants.get(i).get(60, TimeUnit.SECONDS).orElseThrow().block().block())
          .isEqualTo(inOrder.get(i));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void want_allBlocks_come(boolean asOne) throws Exception {
    try (BrokerSession session = session()) {
      if (asOne) {
        session.expectDag(inOrder.get(0).cid());
      }
      fetchAll(session);
    }
  }

  @Test
  void want_missing_isNotFound() {
    try (BrokerSession session = session()) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> session.want(SampleBlocks.raw(999, 10).cid()).get(60, TimeUnit.SECONDS))
          .withCauseInstanceOf(BlockNotFoundException.class);
    }
  }

  @Test
  void want_gatewayIsReplaced_nextSessionFetchesFromTheNewOne() throws Exception {
    for (int round = 0; round < 5; round++) {
      try (BrokerSession session = session()) {
        session.expectDag(inOrder.get(0).cid());
        assertThat(session.want(inOrder.get(0).cid()).get(60, TimeUnit.SECONDS)).isPresent();
        gateway.close();
        gateway = new RunningGateway(blocks);
      }
      try (BrokerSession session = session()) {
        fetchAll(session);
      }
    }
  }

  @Test
  void want_brokerIsReplaced_oldWantsEndAndTheNewOneFetches() throws Exception {
    for (int round = 0; round < 5; round++) {
      BrokerSession old = session();
      List<CompletableFuture<Optional<FetchedBlock>>> wants = new ArrayList<>();
      inOrder.forEach(block -> wants.add(old.want(block.cid())));
      broker.close();
      for (CompletableFuture<Optional<FetchedBlock>> want : wants) {
        assertThat(want).isDone();
      }
      broker = broker();
      try (BrokerSession session = session()) {
        fetchAll(session);
      }
    }
  }
}
