package org.helia.net.internal;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalIoHandler;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.helia.api.net.PeerAddresses;
import org.helia.api.net.ProtocolHandler;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.platform.Workers;

/** Hosts that reach each other inside the JVM. */
final class Rig implements AutoCloseable {
  static final String MUXER = "/fake-muxer/1";
  static final String SECURITY = "/fake-security/1";

  final Map<Multiaddr, String> network = new ConcurrentHashMap<>();
  final ExecutorService workers = Workers.open("test-streams", 64);
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
  private final List<NetHost> hosts = new ArrayList<>();

  FakeTransport transport(String name) {
    return new FakeTransport(name, group, network);
  }

  FakeMuxer muxer() {
    return new FakeMuxer(MUXER, workers);
  }

  /** A host that listens on a free port, with one plugin of each family. */
  NetHost host() {
    return host(UnaryOperator.identity());
  }

  /** As {@link #host()}, with changes of the configuration. */
  NetHost host(UnaryOperator<ConfigMap> changes) {
    NetHost host = bare(changes.apply(new ConfigMap().with("listen", "/ip4/127.0.0.1/tcp/0")));
    host.addSecureChannel(new FakeSecureChannel(SECURITY, false), Map.of());
    host.addMuxer(muxer(), Map.of());
    host.addTransport(transport("tcp"), Map.of());
    return host;
  }

  /** A host without plugins. */
  NetHost bare(ConfigMap config) {
    NetHost host =
        new NetHost(
            Keys.next(), new NoCrypto(), Settings.of(config.config()), InstantSource.system());
    hosts.add(host);
    host.start();
    return host;
  }

  static PeerAddresses at(NetHost host) {
    return new PeerAddresses(host.id(), host.listenAddresses());
  }

  static PeerAddresses at(PeerId peer, String... addresses) {
    return new PeerAddresses(peer, List.of(addresses).stream().map(Multiaddr::parse).toList());
  }

  static void speak(NetHost host, String protocol, ProtocolHandler handler) {
    host.handlers().add(handler, Map.of(ProtocolHandler.PROTOCOL, protocol));
  }

  @Override
  public void close() throws InterruptedException {
    hosts.forEach(NetHost::close);
    workers.shutdownNow();
    group.shutdownGracefully(10, 5_000, TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }
}
