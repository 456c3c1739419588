package org.helia.net.internal;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.helia.api.crypto.Crypto;
import org.helia.api.metrics.MetricSink;
import org.helia.api.metrics.MetricSource;
import org.helia.api.net.AddressResolver;
import org.helia.api.net.Connection;
import org.helia.api.net.DialOptions;
import org.helia.api.net.Host;
import org.helia.api.net.JoinStep;
import org.helia.api.net.Joiner;
import org.helia.api.net.NetException;
import org.helia.api.net.NetListener;
import org.helia.api.net.NetStatus;
import org.helia.api.net.NetworkScope;
import org.helia.api.net.PeerAddresses;
import org.helia.api.net.PeerDiscovery;
import org.helia.api.net.PeerStore;
import org.helia.api.net.ProtocolHandler;
import org.helia.api.net.ResourceUsage;
import org.helia.api.net.SignedEnvelope;
import org.helia.api.net.Stream;
import org.helia.api.net.Traffic;
import org.helia.api.node.NodeKey;
import org.helia.api.store.Datastores;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.net.spi.Muxer;
import org.helia.net.spi.SecureChannel;
import org.helia.net.spi.Transport;
import org.helia.platform.LateService;
import org.helia.platform.LateServices;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the host the plugins that come and go, and the datastore that keeps its peers. */
@Component(
    service = {Host.class, Joiner.class, MetricSource.class},
    configurationPid = NetConfig.PID,
    immediate = true)
@Designate(ocd = NetConfig.class)
public final class HostComponent implements Host, Joiner, MetricSource {
  private static final Logger LOG = LoggerFactory.getLogger(HostComponent.class);

  private final NetHost host;
  private final PeerKeeper keeper;

  private final LateServices<ProtocolHandler> handlers = new LateServices<>();
  private final LateServices<NetListener> listeners = new LateServices<>();

  /** Begins to listen as soon as transports come. */
  @Activate
  public HostComponent(@Reference NodeKey key, @Reference Crypto crypto, NetConfig config) {
    host = new NetHost(key.privateKey(), crypto, settings(config), InstantSource.system());
    keeper = new PeerKeeper(host.remembered());
    host.start();
  }

  @Modified
  void configure(NetConfig config) {
    host.configure(settings(config));
  }

  private static Settings settings(NetConfig config) {
    Settings settings = Settings.of(config);
    settings.problems().forEach(problem -> LOG.error("{}", problem));
    return settings;
  }

  @Deactivate
  void close() {
    host.close();
    keeper.close();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addTransport(Transport service, Map<String, Object> properties) {
    host.addTransport(service, properties);
  }

  void removeTransport(Transport service) {
    host.removeTransport(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addSecureChannel(SecureChannel service, Map<String, Object> properties) {
    host.addSecureChannel(service, properties);
  }

  void removeSecureChannel(SecureChannel service) {
    host.removeSecureChannel(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addMuxer(Muxer service, Map<String, Object> properties) {
    host.addMuxer(service, properties);
  }

  void removeMuxer(Muxer service) {
    host.removeMuxer(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addResolver(AddressResolver service, Map<String, Object> properties) {
    host.addResolver(service, properties);
  }

  void removeResolver(AddressResolver service) {
    host.removeResolver(service);
  }

  @Reference(
      service = ProtocolHandler.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindHandler(
      ComponentServiceObjects<ProtocolHandler> objects, Map<String, Object> properties) {
    host.handlers().add(handlers.bind(objects, HostComponent::standIn), properties);
  }

  private static ProtocolHandler standIn(LateService<ProtocolHandler> late) {
    return stream ->
        late.get()
            .orElseThrow(() -> new NetException("the protocol's handler has just gone"))
            .handle(stream);
  }

  void unbindHandler(ServiceReference<ProtocolHandler> reference) {
    handlers.unbind(reference, host.handlers()::remove);
  }

  @Reference(
      service = NetListener.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindListener(ComponentServiceObjects<NetListener> objects) {
    host.addListener(listeners.bind(objects, LateListener::new));
  }

  void unbindListener(ServiceReference<NetListener> reference) {
    listeners.unbind(reference, host::removeListener);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addDiscovery(PeerDiscovery service) {
    host.discoveries().add(service);
  }

  void removeDiscovery(PeerDiscovery service) {
    host.discoveries().remove(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addDatastores(Datastores service) {
    keeper.add(service);
  }

  void removeDatastores(Datastores service) {
    keeper.remove(service);
  }

  @Override
  public List<JoinStep> plan(NetworkScope scope) {
    return host.plan(scope);
  }

  @Override
  public void joined(NetworkScope scope) {
    host.joined(scope);
  }

  @Override
  public void collect(MetricSink sink) {
    host.metrics().collect(sink);
  }

  @Override
  public PeerId id() {
    return host.id();
  }

  @Override
  public Connection connect(PeerAddresses peer, DialOptions options) {
    return host.connect(peer, options);
  }

  @Override
  public Stream open(PeerId peer, List<String> protocols, DialOptions options) {
    return host.open(peer, protocols, options);
  }

  @Override
  public List<Connection> connections() {
    return host.connections();
  }

  @Override
  public List<Connection> connections(PeerId peer) {
    return host.connections(peer);
  }

  @Override
  public int disconnect(PeerId peer) {
    return host.disconnect(peer);
  }

  @Override
  public List<Multiaddr> listen(Multiaddr address) {
    return host.listen(address);
  }

  @Override
  public boolean unlisten(Multiaddr address) {
    return host.unlisten(address);
  }

  @Override
  public List<Multiaddr> listenAddresses() {
    return host.listenAddresses();
  }

  @Override
  public List<Multiaddr> addresses() {
    return host.addresses();
  }

  @Override
  public SignedEnvelope signedAddresses() {
    return host.signedAddresses();
  }

  @Override
  public void observed(Connection connection, Multiaddr address) {
    host.observed(connection, address);
  }

  @Override
  public Set<String> protocols() {
    return host.protocols();
  }

  @Override
  public PeerStore peers() {
    return host.peers();
  }

  @Override
  public void protect(PeerId peer, String tag) {
    host.protect(peer, tag);
  }

  @Override
  public boolean unprotect(PeerId peer, String tag) {
    return host.unprotect(peer, tag);
  }

  @Override
  public void tag(PeerId peer, String tag, int value) {
    host.tag(peer, tag, value);
  }

  @Override
  public List<ResourceUsage> resources() {
    return host.resources();
  }

  @Override
  public Traffic traffic() {
    return host.traffic();
  }

  @Override
  public Map<String, Traffic> trafficByProtocol() {
    return host.trafficByProtocol();
  }

  @Override
  public NetStatus status() {
    return host.status();
  }
}
