package org.helia.net.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.helia.api.crypto.Crypto;
import org.helia.api.metrics.MetricSource;
import org.helia.api.net.AddressResolver;
import org.helia.api.net.Connection;
import org.helia.api.net.DialOptions;
import org.helia.api.net.Direction;
import org.helia.api.net.Host;
import org.helia.api.net.JoinStep;
import org.helia.api.net.Joiner;
import org.helia.api.net.NetListener;
import org.helia.api.net.NetStatus;
import org.helia.api.net.NetworkScope;
import org.helia.api.net.PeerAddresses;
import org.helia.api.net.PeerStore;
import org.helia.api.net.ResourceUsage;
import org.helia.api.net.SignedEnvelope;
import org.helia.api.net.Stream;
import org.helia.api.net.Traffic;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.net.internal.connection.ConnectionDesk;
import org.helia.net.internal.connection.ConnectionPool;
import org.helia.net.internal.connection.NetConnection;
import org.helia.net.internal.connection.PeerValues;
import org.helia.net.internal.connection.Protocols;
import org.helia.net.internal.connection.Streams;
import org.helia.net.internal.connection.Trimmer;
import org.helia.net.internal.dial.Dialler;
import org.helia.net.internal.dial.Resolution;
import org.helia.net.internal.dial.Transports;
import org.helia.net.internal.limit.InboundRate;
import org.helia.net.internal.limit.ResourceLimits;
import org.helia.net.internal.listen.Announcement;
import org.helia.net.internal.listen.Entrance;
import org.helia.net.internal.listen.Listeners;
import org.helia.net.internal.listen.ObservedAddresses;
import org.helia.net.internal.peer.RememberedPeers;
import org.helia.net.spi.Muxer;
import org.helia.net.spi.SecureChannel;
import org.helia.net.spi.Transport;
import org.helia.platform.IpAddresses;
import org.helia.platform.Plugin;
import org.helia.platform.Plugins;
import org.helia.platform.Workers;

/** Puts the parts of the network together. */
final class NetHost implements Host, Joiner, AutoCloseable {
  /** Threads for events and dials, where there are no virtual ones. */
  private static final int THREADS = 32;

  private static final Duration DIALLED_ADDRESS = Duration.ofHours(1);
  private static final long SWEEP_MILLIS = 1_000;
  private static final long RETRY_MILLIS = 2_000;

  private final PeerId self;
  private final ExecutorService workers = Workers.open("helia-net", THREADS);
  private final ScheduledExecutorService timer = Workers.timer("helia-net-timer");
  private final Plugins<Transport> transportPlugins;
  private final Plugins<SecureChannel> secureChannels;
  private final Plugins<Muxer> muxers;
  private final Plugins<AddressResolver> resolvers;
  private final Events events = new Events(workers);
  private final ResourceLimits limits;
  private final Protocols protocols;
  private final Streams streams;
  private final ConnectionPool pool = new ConnectionPool();
  private final PeerValues values = new PeerValues();
  private final Trimmer trimmer;
  private final Transports transports;
  private final Dialler dialler;
  private final Listeners listeners;
  private final ObservedAddresses observed;
  private final Announcement announcement;
  private final OwnRecord ownRecord;
  private final RememberedPeers peers;
  private final Discoveries discoveries;
  private final AtomicBoolean trimming = new AtomicBoolean();
  private final AtomicBoolean retrying = new AtomicBoolean();
  private final InboundRate inboundRate =
      new InboundRate(System::nanoTime, () -> this.settings.ratePerSecond());
  private final NetMetrics metrics = new NetMetrics(this, System::nanoTime);
  private volatile Settings settings;
  private volatile NetworkScope joined = NetworkScope.NONE;

  /** A host that nobody can reach before {@link #start}. */
  NetHost(PrivateKey key, Crypto crypto, Settings settings, InstantSource clock) {
    this.settings = settings;
    self = PeerId.of(key.publicKey());
    transportPlugins = new Plugins<>(settings.family("transport", "helia-net-tcp"));
    secureChannels = new Plugins<>(settings.family("secure channel", "helia-net-noise"));
    muxers = new Plugins<>(settings.family("muxer", "helia-net-yamux"));
    resolvers = new Plugins<>(settings.family("address resolver", "helia-net-dns"));
    limits = new ResourceLimits(() -> this.settings.limits());
    protocols =
        new Protocols(
            settings.family("protocol handler", "helia-net-identify"),
            () -> events.tell(NetListener::protocolsChanged));
    streams = new Streams(limits, protocols, () -> this.settings.negotiation(), System::nanoTime);
    trimmer = new Trimmer(pool, values, () -> this.settings.marks(), clock);
    transports = new Transports(transportPlugins);
    peers =
        new RememberedPeers(
            () -> this.settings.maxPeers(),
            clock,
            peer -> events.tell(listener -> listener.identified(peer)));
    ConnectionDesk desk =
        new ConnectionDesk(
            new ConnectionDesk.Parts(
                key, limits, streams, pool, secureChannels, muxers, timer, clock),
            new Registrar(),
            () -> this.settings.handshake());
    dialler =
        new Dialler(
            new Dialler.Parts(
                self,
                desk,
                pool,
                transports,
                new Resolution(resolvers),
                peers::addresses,
                timer,
                System::nanoTime),
            () -> this.settings.dialling());
    Entrance entrance =
        new Entrance(
            desk,
            inboundRate,
            () -> this.settings.rateOnLoopback(),
            address -> this.settings.dialling().denied().test(address));
    listeners = new Listeners(transports, entrance, this::addressesChanged);
    observed = new ObservedAddresses(() -> this.settings.observers(), clock);
    announcement =
        new Announcement(
            listeners::addresses,
            observed::addresses,
            Announcement::interfaces,
            () -> this.settings.filter());
    ownRecord = new OwnRecord(key, crypto, clock);
    discoveries =
        new Discoveries(
            workers,
            peer -> connect(peer, DialOptions.DEFAULTS),
            () -> pool.all().size() < this.settings.marks().high());
  }

  /** Begins to listen, as configured. */
  void start() {
    Future<?> unused =
        timer.scheduleWithFixedDelay(
            this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    unused =
        timer.scheduleWithFixedDelay(
            this::listenAgain, RETRY_MILLIS, RETRY_MILLIS, TimeUnit.MILLISECONDS);
    listeners.configure(settings.listen(joined));
  }

  /** Takes over a changed configuration, from the next use on. */
  void configure(Settings changed) {
    settings = changed;
    protocols.reconfigure(changed.family("protocol handler", "helia-net-identify"));
    listeners.configure(changed.listen(joined));
    addressesChanged();
  }

  @Override
  public List<JoinStep> plan(NetworkScope scope) {
    return settings.listen(scope).stream()
        .map(address -> JoinStep.listen(address.toString(), "connections of peers"))
        .toList();
  }

  /** Leaving a network ends the connections with those that are only there. */
  @Override
  public void joined(NetworkScope scope) {
    NetworkScope before = joined;
    joined = scope;
    discoveries.search(scope != NetworkScope.NONE);
    listeners.configure(settings.listen(scope));
    if (scope.compareTo(before) < 0) {
      closeThose(each -> !IpAddresses.isWithin(scope, each.remoteAddress()));
    }
  }

  private void sweep() {
    streams.sweep();
    trimmer.trim();
  }

  /** A port may be in use for a while only, as that which QUIC's last connections still have. */
  private void listenAgain() {
    if (!listeners.problems().isEmpty() && retrying.compareAndSet(false, true)) {
      workers.execute(
          () -> {
            listeners.retry();
            retrying.set(false);
          });
    }
  }

  /** What happens to connections goes to those who want to know. */
  private final class Registrar implements ConnectionDesk.ConnectionEvents {
    @Override
    public void connected(NetConnection connection) {
      if (connection.direction() == Direction.OUTBOUND) {
        peers.addAddresses(
            connection.remotePeer(), List.of(connection.remoteAddress()), DIALLED_ADDRESS);
      }
      metrics.connected(connection);
      events.tell(listener -> listener.connected(connection));
      trimSoon();
    }

    @Override
    public void disconnected(NetConnection connection) {
      metrics.disconnected(connection);
      events.tell(listener -> listener.disconnected(connection));
    }
  }

  /** Under an onrush it cannot wait for the next sweep. */
  private void trimSoon() {
    if (trimming.compareAndSet(false, true)) {
      timer.execute(
          () -> {
            trimming.set(false);
            trimmer.trim();
          });
    }
  }

  private void addressesChanged() {
    events.tell(NetListener::addressesChanged);
  }

  /** The peers that are remembered, with what only their keeper may do. */
  RememberedPeers remembered() {
    return peers;
  }

  void addTransport(Transport transport, Map<String, ?> properties) {
    transportPlugins.add(transport, properties);
    listeners.add(transport);
  }

  void removeTransport(Transport transport) {
    listeners.remove(transport);
    transportPlugins.remove(transport);
    listeners.retry(); // what is missing is said without the one that has gone
    if (!transports.names().contains(transport.name())) {
      closeThose(each -> each.transport().equals(transport.name()));
    }
  }

  void addSecureChannel(SecureChannel secureChannel, Map<String, ?> properties) {
    secureChannels.add(secureChannel, properties);
  }

  void removeSecureChannel(SecureChannel secureChannel) {
    secureChannels.remove(secureChannel);
  }

  void addMuxer(Muxer muxer, Map<String, ?> properties) {
    muxers.add(muxer, properties);
  }

  void removeMuxer(Muxer muxer) {
    muxers.remove(muxer);
    if (!muxerNames().contains(muxer.protocol())) {
      closeThose(each -> each.muxer().equals(muxer.protocol()));
    }
  }

  /** The code below these connections is gone. */
  private void closeThose(Predicate<Connection> orphaned) {
    pool.all().stream().filter(orphaned).forEach(Connection::close);
  }

  void addResolver(AddressResolver resolver, Map<String, ?> properties) {
    resolvers.add(resolver, properties);
  }

  void removeResolver(AddressResolver resolver) {
    resolvers.remove(resolver);
  }

  MetricSource metrics() {
    return metrics;
  }

  Protocols handlers() {
    return protocols;
  }

  Discoveries discoveries() {
    return discoveries;
  }

  void addListener(NetListener listener) {
    List<Consumer<NetListener>> first = new ArrayList<>();
    pool.all().forEach(connection -> first.add(each -> each.connected(connection)));
    events.add(listener, first);
  }

  void removeListener(NetListener listener) {
    events.remove(listener);
  }

  @Override
  public PeerId id() {
    return self;
  }

  @Override
  public Connection connect(PeerAddresses peer, DialOptions options) {
    return options.useExisting() && pool.best(peer.peer()).isPresent()
        ? dialler.connect(peer, options)
        : metrics.dialled(() -> dialler.connect(peer, options));
  }

  @Override
  public Stream open(PeerId peer, List<String> names, DialOptions options) {
    return connect(new PeerAddresses(peer, List.of()), options).open(names);
  }

  @Override
  public List<Connection> connections() {
    return pool.all();
  }

  @Override
  public List<Connection> connections(PeerId peer) {
    return List.copyOf(pool.of(peer));
  }

  @Override
  public int disconnect(PeerId peer) {
    List<NetConnection> all = pool.of(peer);
    all.forEach(Connection::close);
    return all.size();
  }

  @Override
  public List<Multiaddr> listen(Multiaddr address) {
    return listeners.listen(address);
  }

  @Override
  public boolean unlisten(Multiaddr address) {
    return listeners.unlisten(address);
  }

  @Override
  public List<Multiaddr> listenAddresses() {
    return listeners.addresses();
  }

  @Override
  public List<Multiaddr> addresses() {
    return announcement.addresses();
  }

  @Override
  public SignedEnvelope signedAddresses() {
    return ownRecord.of(addresses());
  }

  @Override
  public void observed(Connection connection, Multiaddr address) {
    List<Multiaddr> listened = listeners.addresses();
    boolean reachable =
        connection.direction() == Direction.INBOUND || listened.contains(connection.localAddress());
    if (reachable && !listened.contains(address)) {
      List<Multiaddr> before = observed.addresses();
      observed.add(address, connection.remoteAddress());
      if (!before.equals(observed.addresses())) {
        addressesChanged();
      }
    }
  }

  @Override
  public Set<String> protocols() {
    return protocols.names();
  }

  @Override
  public PeerStore peers() {
    return peers;
  }

  @Override
  public void protect(PeerId peer, String tag) {
    values.protect(peer, tag);
  }

  @Override
  public boolean unprotect(PeerId peer, String tag) {
    return values.unprotect(peer, tag);
  }

  @Override
  public void tag(PeerId peer, String tag, int value) {
    values.tag(peer, tag, value);
  }

  @Override
  public List<ResourceUsage> resources() {
    List<ResourceUsage> all = new ArrayList<>(limits.usage());
    all.add(inboundRate.usage());
    return all;
  }

  @Override
  public Traffic traffic() {
    return pool.traffic();
  }

  @Override
  public Map<String, Traffic> trafficByProtocol() {
    return streams.traffic();
  }

  @Override
  public NetStatus status() {
    List<String> problems = new ArrayList<>(settings.problems());
    problems.addAll(listeners.problems());
    problems.addAll(transports.problems());
    missing(secureChannels).ifPresent(problems::add);
    missing(muxers).ifPresent(problems::add);
    return new NetStatus(
        transports.names(),
        secureChannels.all().stream().map(each -> each.service().protocol()).toList(),
        muxerNames(),
        problems);
  }

  private List<String> muxerNames() {
    return muxers.all().stream().map(Plugin::service).map(Muxer::protocol).toList();
  }

  private static Optional<String> missing(Plugins<?> family) {
    return family.all().isEmpty()
        ? Optional.of(
            "peers can be reached over QUIC at most: no %s is there: feature:install %s"
                .formatted(family.family().name(), family.family().feature()))
        : Optional.empty();
  }

  /** Ends listening, all connections and the threads. */
  @Override
  public void close() {
    discoveries.search(false);
    listeners.close();
    pool.all().forEach(Connection::close);
    timer.shutdownNow();
    workers.shutdownNow();
  }
}
