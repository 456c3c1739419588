package org.helia.testkit.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.helia.api.net.Connection;
import org.helia.api.net.DialException;
import org.helia.api.net.DialOptions;
import org.helia.api.net.Direction;
import org.helia.api.net.Host;
import org.helia.api.net.ListenException;
import org.helia.api.net.NetException;
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
  private final Map<String, ProtocolHandler> handlers = new ConcurrentHashMap<>();
  private final List<NetListener> listeners = new CopyOnWriteArrayList<>();
  private final List<MemoryConnection> connections = new CopyOnWriteArrayList<>();
  private final Set<String> protectedBy = ConcurrentHashMap.newKeySet();
  private final PeerStore peers =
      new MemoryPeers(peer -> tell(listener -> listener.identified(peer)));

  /** What others said they see this host as. */
  public final Set<Multiaddr> observed = ConcurrentHashMap.newKeySet();

  MemoryHost(MemoryNetwork network, int number) {
    this.network = network;
    this.key = TestKeys.ed25519(number);
    this.id = PeerId.of(key.publicKey());
    this.address = Multiaddr.parse("/memory/" + number);
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
    tell(NetListener::protocolsChanged);
  }

  /** Answers a protocol no longer. */
  public void unlearn(String protocol) {
    handlers.remove(protocol);
    tell(NetListener::protocolsChanged);
  }

  /** Tells a listener what happens, on the thread on which it happens. */
  public void add(NetListener listener) {
    listeners.add(listener);
  }

  @Nullable ProtocolHandler handler(String protocol) {
    return handlers.get(protocol);
  }

  private void tell(Consumer<NetListener> event) {
    listeners.forEach(event);
  }

  void ended(MemoryConnection connection) {
    if (connections.remove(connection)) {
      tell(listener -> listener.disconnected(connection));
    }
  }

  @Override
  public PeerId id() {
    return id;
  }

  @Override
  public Connection connect(PeerAddresses peer, DialOptions options) {
    List<Connection> open = connections(peer.peer());
    if (options.useExisting() && !open.isEmpty()) {
      return open.get(0);
    }
    List<Multiaddr> candidates = new ArrayList<>(peer.addresses());
    peers.get(peer.peer()).ifPresent(known -> candidates.addAll(known.addresses()));
    List<DialException.Attempt> failures = new ArrayList<>();
    for (Multiaddr candidate : candidates) {
      MemoryHost remote = network.at(candidate).orElse(null);
      if (remote != null && remote.id.equals(peer.peer()) && !network.isCut(this, remote)) {
        return connect(remote);
      }
      failures.add(new DialException.Attempt(candidate, new NetException("connection refused")));
    }
    throw new DialException(peer.peer(), failures);
  }

  private Connection connect(MemoryHost remote) {
    var now = network.clock().instant();
    MemoryConnection mine = new MemoryConnection(this, remote, Direction.OUTBOUND, now);
    MemoryConnection theirs = new MemoryConnection(remote, this, Direction.INBOUND, now);
    mine.join(theirs);
    theirs.join(mine);
    connections.add(mine);
    remote.connections.add(theirs);
    tell(listener -> listener.connected(mine));
    remote.tell(listener -> listener.connected(theirs));
    return mine;
  }

  @Override
  public Stream open(PeerId peer, List<String> protocols, DialOptions options) {
    return connect(new PeerAddresses(peer, List.of()), options).open(protocols);
  }

  @Override
  public List<Connection> connections() {
    return List.copyOf(connections);
  }

  @Override
  public List<Connection> connections(PeerId peer) {
    return connections.stream()
        .filter(each -> each.remotePeer().equals(peer))
        .<Connection>map(each -> each)
        .toList();
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
    return List.of(
        new ResourceUsage("system", "connections", connections.size(), Long.MAX_VALUE, 0));
  }

  @Override
  public Map<String, Traffic> trafficByProtocol() {
    return Map.of();
  }

  @Override
  public Traffic traffic() {
    return connections.stream().map(Connection::traffic).reduce(Traffic.NONE, Traffic::plus);
  }

  @Override
  public NetStatus status() {
    return new NetStatus(List.of("memory"), List.of("/memory"), List.of("/memory"), List.of());
  }
}
