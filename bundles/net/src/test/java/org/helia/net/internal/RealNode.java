package org.helia.net.internal;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.helia.api.crypto.Crypto;
import org.helia.api.crypto.PeerCertificates;
import org.helia.api.net.DialOptions;
import org.helia.api.net.Fetch;
import org.helia.api.net.FetchSource;
import org.helia.api.net.Host;
import org.helia.api.net.NetException;
import org.helia.api.net.NetListener;
import org.helia.api.net.ProtocolHandler;
import org.helia.api.net.ResourceUsage;
import org.helia.api.net.Stream;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.net.spi.EventLoops;
import org.helia.net.spi.Muxer;
import org.helia.net.spi.SecureChannel;
import org.helia.net.spi.Transport;

/**
 * A host with the real plugins: TCP, WebSockets, QUIC, Noise or TLS, yamux, identify, ping and
 * perf. Their components are made by name, as the container makes them: their configurations are
 * not this bundle's to see.
 */
public final class RealNode implements AutoCloseable {
  /** What it calls itself. */
  public static final String AGENT = "helia-osgi/test";

  static final String PING = "/ipfs/ping/1.0.0";
  static final String PERF = "/perf/1.0.0";

  private final NetHost host;
  private final Crypto crypto;
  private final PeerCertificates certificates;
  private final Map<String, Object> options;
  private final RealNodeChannel secureChannel;
  private final Deque<Object> parts = new ArrayDeque<>();

  /** A node that listens on TCP and agrees on muxers in handshakes. */
  public RealNode(String security) throws ReflectiveOperationException {
    this(security, true, "/ip4/127.0.0.1/tcp/0");
  }

  /**
   * @param security the protocol of its only secure channel
   * @param earlyMuxers whether it offers its muxer in handshakes already
   * @param listen addresses of loopback to listen on
   */
  public RealNode(String security, boolean earlyMuxers, String... listen)
      throws ReflectiveOperationException {
    this(security, earlyMuxers, new ConfigMap().with("listen", listen), Map.of());
  }

  /**
   * @param config the host's
   * @param options of the plugins' configurations, by name
   */
  RealNode(String security, boolean earlyMuxers, ConfigMap config, Map<String, Object> options)
      throws ReflectiveOperationException {
    this.options = options;
    crypto = make(Crypto.class, "crypto.internal.NodeCrypto");
    certificates = make(PeerCertificates.class, "crypto.internal.NodeCertificates", crypto);
    host =
        new NetHost(
            crypto.generate(KeyType.ED25519),
            crypto,
            Settings.of(config.config()),
            InstantSource.system());
    host.start();
    EventLoops loops = make(EventLoops.class, "net.spi.internal.NettyEventLoops");
    secureChannel = new RealNodeChannel(secureChannel(security, crypto, certificates), earlyMuxers);
    host.addSecureChannel(secureChannel, Map.of());
    host.addMuxer(make(Muxer.class, "net.yamux.internal.YamuxMuxer"), Map.of());
    addTransport("net.tcp.internal.TcpTransport", loops);
    addTransport("net.ws.internal.WsTransport", loops);
    addTransport("net.quic.internal.QuicTransport", loops, certificates);
    addProtocols(crypto);
  }

  private SecureChannel secureChannel(String protocol, Crypto crypto, PeerCertificates certificates)
      throws ReflectiveOperationException {
    return protocol.equals("/noise")
        ? make(SecureChannel.class, "net.noise.internal.NoiseChannel", crypto)
        : make(SecureChannel.class, "net.tls.internal.TlsChannel", certificates);
  }

  private void addTransport(String name, Object... arguments) throws ReflectiveOperationException {
    host.addTransport(make(Transport.class, name, arguments), Map.of());
  }

  private void addProtocols(Crypto crypto) throws ReflectiveOperationException {
    Object identify = make(Object.class, "net.identify.internal.Identify", host, crypto, AGENT);
    host.addListener((NetListener) identify);
    speak((ProtocolHandler) identify, "/ipfs/id/1.0.0", "/ipfs/id/push/1.0.0");
    speak(make(ProtocolHandler.class, "net.ping.internal.Ping"), PING);
    speak(make(ProtocolHandler.class, "net.perf.internal.Perf"), PERF);
  }

  /** Makes it speak a protocol. */
  public void speak(ProtocolHandler handler, String... protocols) {
    host.handlers().add(handler, Map.of(ProtocolHandler.PROTOCOL, protocols));
  }

  /** Makes it speak fetch, with values for the keys that begin so. */
  public Fetch speakFetch(String prefix, FetchSource source) throws ReflectiveOperationException {
    Object fetch = make(Object.class, "net.fetch.internal.FetchProtocol", host);
    Method add = fetch.getClass().getDeclaredMethod("addSource", FetchSource.class, Map.class);
    add.setAccessible(true);
    add.invoke(fetch, source, Map.of(FetchSource.PREFIX, prefix));
    speak((ProtocolHandler) fetch, "/libp2p/fetch/0.0.1");
    return (Fetch) fetch;
  }

  /** As {@link #RealNode(String)}, with changes of the configurations of host and plugins. */
  public static RealNode with(
      String security, UnaryOperator<ConfigMap> changes, Map<String, Object> options)
      throws ReflectiveOperationException {
    ConfigMap config = new ConfigMap().with("listen", "/ip4/127.0.0.1/tcp/0");
    return new RealNode(security, true, changes.apply(config), options);
  }

  /** What a hostile peer shakes hands with before it is hostile. */
  SecureChannel secureChannel() {
    return secureChannel;
  }

  /**
   * A transport that is not the node's.
   *
   * @param name "ws" or "quic"
   */
  Transport newTransport(String name, EventLoops loops) throws ReflectiveOperationException {
    return name.equals("ws")
        ? make(Transport.class, "net.ws.internal.WsTransport", loops)
        : make(Transport.class, "net.quic.internal.QuicTransport", loops, certificates);
  }

  PrivateKey newKey() {
    return crypto.generate(KeyType.ED25519);
  }

  /** How much is in use of one of the system's limits. */
  long used(String resource) {
    return usage(resource).used();
  }

  /** One of the system's limits. */
  ResourceUsage usage(String resource) {
    return host.resources().stream()
        .filter(each -> each.scope().equals("system") && each.resource().equals(resource))
        .findFirst()
        .orElseThrow();
  }

  /** The node on the network. */
  public Host host() {
    return host;
  }

  /** The muxer that its last handshake agreed on; empty when it agreed on none. */
  public Optional<String> muxerOfHandshake() {
    return secureChannel.agreed();
  }

  /** By the constructor that takes the first of the arguments; a configuration has the options. */
  private <T> T make(Class<T> type, String name, Object... arguments)
      throws ReflectiveOperationException {
    for (Constructor<?> constructor :
        Class.forName("org.helia." + name).getDeclaredConstructors()) {
      Object[] fitting = fitting(constructor.getParameterTypes(), arguments);
      if (fitting.length == constructor.getParameterCount()) {
        constructor.setAccessible(true);
        Object part = constructor.newInstance(fitting);
        parts.push(part);
        return type.cast(part);
      }
    }
    throw new NoSuchMethodException(name);
  }

  private Object[] fitting(Class<?>[] parameters, Object[] arguments) {
    Object[] fitting = new Object[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i].isAnnotation()) {
        fitting[i] = config(parameters[i]);
      } else if (i < arguments.length && parameters[i].isInstance(arguments[i])) {
        fitting[i] = arguments[i];
      } else {
        return new Object[parameters.length + 1];
      }
    }
    return fitting;
  }

  private Object config(Class<?> config) {
    return Proxy.newProxyInstance(
        config.getClassLoader(),
        new Class<?>[] {config},
        (proxy, method, arguments) ->
            options.getOrDefault(method.getName(), method.getDefaultValue()));
  }

  /** Asks a peer whether it is there, some times over one stream. */
  public void ping(PeerId peer, int times) {
    try (Stream stream = host.open(peer, List.of(PING), DialOptions.DEFAULTS)) {
      for (int i = 0; i < times; i++) {
        byte[] ping = new byte[32];
        Arrays.fill(ping, (byte) i);
        stream.write(ByteBuffer.wrap(ping));
        ByteBuffer pong = ByteBuffer.allocate(ping.length);
        while (pong.hasRemaining()) {
          if (stream.read(pong) < 0) {
            throw new NetException("the stream ended");
          }
        }
        if (!Arrays.equals(ping, pong.array())) {
          throw new NetException("another answer than the question");
        }
      }
    }
  }

  /** Ends it and its parts, the last one first. */
  @Override
  public void close() {
    host.close();
    parts.forEach(RealNode::deactivate);
  }

  /** As the container does it: by the method of that name, if there is one. */
  static void deactivate(Object part) {
    try {
      Method close = part.getClass().getDeclaredMethod("close");
      close.setAccessible(true);
      close.invoke(part);
    } catch (NoSuchMethodException e) {
      // It has nothing to give back.
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("%s did not end".formatted(part), e);
    }
  }
}
