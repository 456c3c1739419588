package org.helia.broker.bitswap.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.helia.api.block.Block;
import org.helia.api.block.BlockRequestAuthorizer;
import org.helia.api.block.Blockstore;
import org.helia.api.block.BrokerSession;
import org.helia.api.block.FetchOptions;
import org.helia.api.block.FetchedBlock;
import org.helia.api.routing.Routing;
import org.helia.broker.bitswap.internal.peer.Time;
import org.helia.broker.bitswap.internal.wire.ProtocolVersion;
import org.helia.multiformats.Cid;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.platform.PluginFamily;
import org.helia.platform.Plugins;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.block.FakeBlockstore;
import org.helia.testkit.codec.FakeHashers;
import org.helia.testkit.net.MemoryHost;
import org.helia.testkit.net.MemoryNetwork;

/** A host that exchanges blocks and keeps what it has in memory. */
final class TestNode implements AutoCloseable {
  private final MemoryHost host;
  private final FakeBlocks blocks;
  private final Plugins<BlockRequestAuthorizer> authorizers =
      new Plugins<>(PluginFamily.of("authorizer", "none"));
  private final MemoryNetwork network;
  private final ExecutorService workers;
  private final Exchange exchange;
  volatile Optional<Routing> routing = Optional.empty();

  TestNode(MemoryNetwork network, int number) {
    this(network, number, new ConfigMap());
  }

  TestNode(MemoryNetwork network, int number, ConfigMap config) {
    this(network, number, config, new FakeBlocks());
  }

  /** A node that keeps its blocks in a store of the test's. */
  TestNode(MemoryNetwork network, int number, Blockstore store) {
    this(network, number, new ConfigMap(), new FakeBlocks(new FakeBlockstore("unused"), store));
  }

  private TestNode(MemoryNetwork network, int number, ConfigMap config, FakeBlocks blocks) {
    this.network = network;
    this.blocks = blocks;
    this.workers = network.time().executor();
    host = network.host(number);
    exchange =
        new Exchange(
            Settings.of(config.config()),
            host,
            new FakeHashers(),
            () -> blocks,
            () -> routing,
            authorizers,
            workers,
            new NetworkTime());
    host.add(exchange);
    ProtocolVersion.NAMES.forEach(name -> host.speak(name, exchange));
    exchange.start();
  }

  MemoryHost host() {
    return host;
  }

  FakeBlocks blocks() {
    return blocks;
  }

  Exchange exchange() {
    return exchange;
  }

  Multiaddr address() {
    return Multiaddr.parse(host.address() + "/p2p/" + host.id());
  }

  void authorize(BlockRequestAuthorizer authorizer) {
    authorizers.add(authorizer, Map.of());
  }

  /** Stores a block, as the facade does. */
  void put(Block block) {
    blocks.put(block);
    exchange.stored(block.cid().multihash());
  }

  BrokerSession session() {
    return exchange.session(FetchOptions.DEFAULTS);
  }

  BrokerSession sessionFrom(TestNode... nodes) {
    return exchange.session(
        FetchOptions.DEFAULTS.withFrom(List.of(nodes).stream().map(TestNode::address).toList()));
  }

  /** Wants a block and stores it when it comes. */
  CompletableFuture<Optional<FetchedBlock>> fetch(BrokerSession session, Cid cid) {
    return session
        .want(cid)
        .thenApply(
            found -> {
              found.ifPresent(each -> put(each.block().block()));
              return found;
            });
  }

  /** Speaks no newer version than that. */
  void speakOnly(ProtocolVersion version) {
    ProtocolVersion.NAMES.stream()
        .filter(name -> !name.equals(version.protocol()))
        .forEach(host::unlearn);
  }

  @Override
  public void close() {
    exchange.close();
    workers.shutdownNow();
  }

  private final class NetworkTime implements Time {
    @Override
    public long nanos() {
      return network.time().nanoTime();
    }

    @Override
    public void after(Duration delay, Runnable task) {
      network.time().after(delay.toNanos(), task);
    }
  }
}
