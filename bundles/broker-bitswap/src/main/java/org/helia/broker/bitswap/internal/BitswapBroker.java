package org.helia.broker.bitswap.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.helia.api.bitswap.Bitswap;
import org.helia.api.bitswap.BitswapLedger;
import org.helia.api.bitswap.BitswapStat;
import org.helia.api.block.BlockBroker;
import org.helia.api.block.BlockListener;
import org.helia.api.block.BlockRequestAuthorizer;
import org.helia.api.block.Blocks;
import org.helia.api.block.BrokerSession;
import org.helia.api.block.FetchOptions;
import org.helia.api.block.SessionBroker;
import org.helia.api.codec.Hashers;
import org.helia.api.metrics.MetricSink;
import org.helia.api.metrics.MetricSource;
import org.helia.api.net.Connection;
import org.helia.api.net.Host;
import org.helia.api.net.NetListener;
import org.helia.api.net.ProtocolHandler;
import org.helia.api.net.Stream;
import org.helia.api.routing.Routing;
import org.helia.broker.bitswap.internal.peer.Time;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;
import org.helia.multiformats.peer.PeerId;
import org.helia.platform.PluginFamily;
import org.helia.platform.Plugins;
import org.helia.platform.Workers;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** Bitswap as the node's plugin: a broker of blocks, a protocol, and who listens to both. */
@Component(
    service = {
      BlockBroker.class,
      BlockListener.class,
      ProtocolHandler.class,
      NetListener.class,
      Bitswap.class,
      MetricSource.class
    },
    configurationPid = BitswapConfig.PID,
    property = {
      ProtocolHandler.PROTOCOL + "=/ipfs/bitswap/1.2.0",
      ProtocolHandler.PROTOCOL + "=/ipfs/bitswap/1.1.0",
      ProtocolHandler.PROTOCOL + "=/ipfs/bitswap/1.0.0"
    })
@Designate(ocd = BitswapConfig.class)
public final class BitswapBroker
    implements SessionBroker, BlockListener, ProtocolHandler, NetListener, Bitswap, MetricSource {
  private static final String NAME = "bitswap";

  private final ExecutorService workers;
  private final ScheduledExecutorService timer = Time.timer();
  private final Plugins<BlockRequestAuthorizer> authorizers =
      new Plugins<>(PluginFamily.of("block request authorizer", "none"));
  private final AtomicReference<@Nullable Routing> routing = new AtomicReference<>();
  private final Exchange exchange;

  /**
   * Begins with the peers that are connected.
   *
   * @param blocks fetched when somebody first asks for a block: the blocks themselves use brokers
   */
  @Activate
  public BitswapBroker(
      @Reference Host host,
      @Reference Hashers hashers,
      @Reference(service = Blocks.class) ComponentServiceObjects<Blocks> blocks,
      BitswapConfig config) {
    workers = Workers.open("helia-bitswap", config.threads());
    exchange =
        new Exchange(
            Settings.of(config),
            host,
            hashers,
            new LateBlocks(blocks),
            () -> Optional.ofNullable(routing.get()),
            authorizers,
            workers,
            Time.system(timer));
    exchange.start();
  }

  /** Ends all that is under way; what was wanted fails, so that another broker is asked. */
  @Deactivate
  void close() {
    exchange.close();
    timer.shutdownNow();
    workers.shutdownNow();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addAuthorizer(BlockRequestAuthorizer service, Map<String, Object> properties) {
    authorizers.add(service, properties);
  }

  void removeAuthorizer(BlockRequestAuthorizer service) {
    authorizers.remove(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindRouting(Routing service) {
    routing.set(service);
  }

  /** A new one is bound before the old one is unbound. */
  void unbindRouting(Routing service) {
    routing.compareAndSet(service, null);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public BrokerSession session(FetchOptions options) {
    return exchange.session(options);
  }

  @Override
  public BitswapStat stat() {
    return exchange.stat();
  }

  @Override
  public List<Cid> wantlist() {
    return exchange.client().wantlist();
  }

  @Override
  public List<Cid> wantlist(PeerId peer) {
    return exchange.server().wantlist(peer);
  }

  @Override
  public BitswapLedger ledger(PeerId peer) {
    return exchange.ledger(peer);
  }

  @Override
  public void collect(MetricSink sink) {
    exchange.metrics().collect(sink);
  }

  @Override
  public void stored(Multihash hash, byte[] bytes) {
    exchange.stored(hash);
  }

  @Override
  public void handle(Stream stream) {
    exchange.handle(stream);
  }

  @Override
  public void connected(Connection connection) {
    exchange.connected(connection);
  }

  @Override
  public void disconnected(Connection connection) {
    exchange.disconnected(connection);
  }

  @Override
  public void identified(PeerId peer) {
    exchange.identified(peer);
  }
}
