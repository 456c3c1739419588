package org.helia.testkit.net;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.helia.api.net.Connection;
import org.helia.api.net.DialOptions;
import org.helia.api.net.Host;
import org.helia.api.net.ListenException;
import org.helia.api.net.NetListener;
import org.helia.api.net.NetStatus;
import org.helia.api.net.PeerAddresses;
import org.helia.api.net.PeerRecord;
import org.helia.api.net.PeerStore;
import org.helia.api.net.ProtocolHandler;
import org.helia.api.net.ResourceUsage;
import org.helia.api.net.SignedEnvelope;
import org.helia.api.net.Stream;
import org.helia.api.net.Traffic;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PrivateKey;
import org.jspecify.annotations.Nullable;

/** A host of a {@link MemoryNetwork}, reached at {@code /memory/NUMBER}. */
public final class MemoryHost implements Host {
  private final MemoryNetwork network;
  private final PrivateKey key;
  private final PeerId id;
  private final Multiaddr address;
  private final Map<String, ProtocolHandler> handlers = new ConcurrentHashMap<>(4);
  private final List<Mailbox> listeners = new CopyOnWriteArrayList<>();
  private final Set<MemoryConnection> connections = new LinkedHashSet<>(4);
  private final Set<String> protectedBy = ConcurrentHashMap.newKeySet(2);
  private final Set<MemoryHost> dialled = ConcurrentHashMap.newKeySet(2);
  private final PeerStore peers;
  private final Dialler dialler = new Dialler(this);
  private final Rate up = new Rate();
  private final Rate down = new Rate();
  private final Uplink uplink;
  private final Counter total = new Counter();
  private final Map<String, Counter> byProtocol = new ConcurrentHashMap<>(4);
  private final AtomicLong refusedConnections = new AtomicLong();
  private final AtomicLong refusedStreams = new AtomicLong();
  private volatile HostLimits limits = HostLimits.NONE;
  private volatile Nat nat = Nat.NONE;
  private volatile boolean running = true;

  /** What others said they see this host as. */
  public final Set<Multiaddr> observed = ConcurrentHashMap.newKeySet(2);

  MemoryHost(MemoryNetwork network, int number) {
    this.network = network;
    this.key = TestKeys.ed25519(number);
    this.id = PeerId.of(key.publicKey());
    this.address = Multiaddr.parse("/memory/" + number);
    this.uplink = new Uplink(network.time(), up);
    this.peers = new MemoryPeers(network.time(), peer -> tell(each -> each.identified(peer)));
  }

  MemoryNetwork network() {
    return network;
  }

  /** The key behind the id. */
  public PrivateKey key() {
    return key;
  }

  /** Where it is reached. */
  public Multiaddr address() {
    return address;
  }

  /** Answers a protocol from now on. */
  public void speak(String protocol, ProtocolHandler handler) {
    handlers.put(protocol, handler);
    protocolsChanged();
  }

  /** Answers a protocol no longer. */
  public void unlearn(String protocol) {
    handlers.remove(protocol);
    protocolsChanged();
  }

  private void protocolsChanged() {
    tell(NetListener::protocolsChanged);
    all().forEach(network::identify);
  }

  /** Tells a listener what happens, in order, on a worker. */
  public void add(NetListener listener) {
    listeners.add(new Mailbox(listener, network.workers()));
  }

  /** Sends and receives no faster from now on. */
  public void bandwidth(Bandwidth bandwidth) {
    up.set(bandwidth.up());
    down.set(bandwidth.down());
  }

  /** Allows no more from now on; what is there already stays. */
  public void limits(HostLimits newLimits) {
    limits = newLimits;
  }

  /** Is behind such a router from now on; open connections stay. */
  public void nat(Nat newNat) {
    nat = newNat;
  }

  /** Goes off the network, as in a crash: connections break on both sides, dials are refused. */
  public void stop() {
    running = false;
    all().forEach(connection -> connection.breakOff("host %s has stopped".formatted(address)));
  }

  /** Comes back after {@link #stop}. */
  public void start() {
    running = true;
  }

  boolean isRunning() {
    return running;
  }

  HostLimits limits() {
    return limits;
  }

  Rate up() {
    return up;
  }

  Rate down() {
    return down;
  }

  Uplink uplink() {
    return uplink;
  }

  Counter total() {
    return total;
  }

  Counter traffic(String protocol) {
    return byProtocol.computeIfAbsent(protocol, each -> new Counter());
  }

  void refusedStream() {
    refusedStreams.incrementAndGet();
  }

  void dialled(MemoryHost remote) {
    if (nat == Nat.DIALLED_FIRST) {
      dialled.add(remote);
    }
  }

  /** Whether its router lets the first packet of a dial in. */
  boolean lets(MemoryHost other) {
    return switch (nat) {
      case NONE -> true;
      case DIALLED_FIRST -> dialled.contains(other);
      case CONNECTED -> anyConnection(other.id) != null;
    };
  }

  @Nullable ProtocolHandler handler(String protocol) {
    return handlers.get(protocol);
  }

  private void tell(Consumer<NetListener> event) {
    listeners.forEach(listener -> listener.tell(event));
  }

  /** Returns false when there are too many. */
  boolean begun(MemoryConnection connection) {
    synchronized (connections) {
      if (connections.size() >= limits.connections()) {
        refusedConnections.incrementAndGet();
        return false;
      }
      connections.add(connection);
    }
    tell(listener -> listener.connected(connection));
    network.identify(connection);
    return true;
  }

  void ended(MemoryConnection connection) {
    boolean was;
    synchronized (connections) {
      was = connections.remove(connection);
    }
    if (was) {
      tell(listener -> listener.disconnected(connection));
    }
  }

  List<MemoryConnection> all() {
    synchronized (connections) {
      return List.copyOf(connections);
    }
  }

  @Nullable MemoryConnection anyConnection(PeerId peer) {
    synchronized (connections) {
      for (MemoryConnection connection : connections) {
        if (connection.remote().id.equals(peer)) {
          return connection;
        }
      }
      return null;
    }
  }

  @Override
  public PeerId id() {
    return id;
  }

  @Override
  public Connection connect(PeerAddresses peer, DialOptions options) {
    return dialler.dial(peer, options);
  }

  @Override
  public Stream open(PeerId peer, List<String> protocols, DialOptions options) {
    return connect(new PeerAddresses(peer, List.of()), options).open(protocols);
  }

  @Override
  public List<Connection> connections() {
    return List.copyOf(all());
  }

  @Override
  public List<Connection> connections(PeerId peer) {
    List<Connection> found = new ArrayList<>();
    for (MemoryConnection connection : all()) {
      if (connection.remote().id.equals(peer)) {
        found.add(connection);
      }
    }
    return found;
  }

  @Override
  public int disconnect(PeerId peer) {
    List<Connection> all = connections(peer);
    all.forEach(Connection::close);
    return all.size();
  }

  @Override
  public List<Multiaddr> listen(Multiaddr more) {
    throw new ListenException("a host in memory listens on " + address + " only");
  }

  @Override
  public boolean unlisten(Multiaddr listened) {
    return false;
  }

  @Override
  public List<Multiaddr> listenAddresses() {
    return List.of(address);
  }

  @Override
  public List<Multiaddr> addresses() {
    return List.of(address);
  }

  @Override
  public SignedEnvelope signedAddresses() {
    return new PeerRecord(id, 1, addresses()).sign(TestKeys.CRYPTO, key);
  }

  @Override
  public void observed(Connection connection, Multiaddr seen) {
    observed.add(seen);
  }

  @Override
  public Set<String> protocols() {
    return new TreeSet<>(handlers.keySet());
  }

  @Override
  public PeerStore peers() {
    return peers;
  }

  @Override
  public void protect(PeerId peer, String tag) {
    protectedBy.add(peer + " " + tag);
  }

  @Override
  public boolean unprotect(PeerId peer, String tag) {
    protectedBy.remove(peer + " " + tag);
    return protectedBy.stream().anyMatch(each -> each.startsWith(peer + " "));
  }

  /** Has no effect, as a host in memory closes no connections by itself. */
  @Override
  public void tag(PeerId peer, String tag, int value) {}

  @Override
  public List<ResourceUsage> resources() {
    List<MemoryConnection> all = all();
    long most = all.stream().mapToLong(MemoryConnection::inboundStreams).max().orElse(0);
    return List.of(
        new ResourceUsage(
            "system", "connections", all.size(), limits.connections(), refusedConnections.get()),
        new ResourceUsage(
            "connection",
            "inbound streams",
            most,
            limits.streamsPerConnection(),
            refusedStreams.get()));
  }

  @Override
  public Map<String, Traffic> trafficByProtocol() {
    Map<String, Traffic> traffic = new TreeMap<>();
    byProtocol.forEach((protocol, counter) -> traffic.put(protocol, counter.traffic()));
    return traffic;
  }

  @Override
  public Traffic traffic() {
    return total.traffic();
  }

  @Override
  public NetStatus status() {
    return new NetStatus(List.of("memory"), List.of("/memory"), List.of("/memory"), List.of());
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
