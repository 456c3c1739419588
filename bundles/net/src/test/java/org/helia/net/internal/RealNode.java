package org.helia.net.internal;

import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.helia.api.crypto.Crypto;
import org.helia.api.crypto.PeerCertificates;
import org.helia.api.net.DialOptions;
import org.helia.api.net.Host;
import org.helia.api.net.NetException;
import org.helia.api.net.NetListener;
import org.helia.api.net.ProtocolHandler;
import org.helia.api.net.Stream;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PeerId;
import org.helia.net.spi.EventLoops;
import org.helia.net.spi.Muxer;
import org.helia.net.spi.SecureChannel;
import org.helia.net.spi.Transport;

/**
 * A host with the real plugins: TCP, Noise, TLS, yamux, identify and ping. Their components are
 * made by name, as the container makes them: their configurations are not this bundle's to see.
 */
final class RealNode implements AutoCloseable {
  static final String AGENT = "helia-osgi/test";

  private final NetHost host;

  /**
   * @param security the protocol of its only secure channel
   */
  RealNode(String security) throws ReflectiveOperationException {
    Crypto crypto = make(Crypto.class, "crypto.internal.NodeCrypto");
    host =
        new NetHost(
            crypto.generate(KeyType.ED25519),
            crypto,
            Settings.of(new ConfigMap().with("listen", "/ip4/127.0.0.1/tcp/0").config()),
            InstantSource.system());
    host.start();
    EventLoops loops = make(EventLoops.class, "net.spi.internal.NettyEventLoops");
    host.addMuxer(make(Muxer.class, "net.yamux.internal.YamuxMuxer"), Map.of());
    host.addSecureChannel(secureChannel(security, crypto), Map.of());
    host.addTransport(make(Transport.class, "net.tcp.internal.TcpTransport", loops), Map.of());
    addProtocols(crypto);
  }

  private static SecureChannel secureChannel(String protocol, Crypto crypto)
      throws ReflectiveOperationException {
    return protocol.equals("/noise")
        ? make(SecureChannel.class, "net.noise.internal.NoiseChannel", crypto)
        : make(
            SecureChannel.class,
            "net.tls.internal.TlsChannel",
            make(PeerCertificates.class, "crypto.internal.NodeCertificates", crypto));
  }

  private void addProtocols(Crypto crypto) throws ReflectiveOperationException {
    Object identify = make(Object.class, "net.identify.internal.Identify", host, crypto, AGENT);
    host.addListener((NetListener) identify);
    host.handlers()
        .add(
            (ProtocolHandler) identify,
            Map.of("protocol", new String[] {"/ipfs/id/1.0.0", "/ipfs/id/push/1.0.0"}));
    Rig.speak(host, "/ipfs/ping/1.0.0", make(ProtocolHandler.class, "net.ping.internal.Ping"));
  }

  Host host() {
    return host;
  }

  /** By the constructor that takes the first of the arguments; a configuration is all defaults. */
  private static <T> T make(Class<T> type, String name, Object... arguments)
      throws ReflectiveOperationException {
    for (Constructor<?> constructor :
        Class.forName("org.helia." + name).getDeclaredConstructors()) {
      Object[] fitting = fitting(constructor.getParameterTypes(), arguments);
      if (fitting.length == constructor.getParameterCount()) {
        constructor.setAccessible(true);
        return type.cast(constructor.newInstance(fitting));
      }
    }
    throw new NoSuchMethodException(name);
  }

  private static Object[] fitting(Class<?>[] parameters, Object[] arguments) {
    Object[] fitting = new Object[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i].isAnnotation()) {
        fitting[i] = defaults(parameters[i]);
      } else if (i < arguments.length && parameters[i].isInstance(arguments[i])) {
        fitting[i] = arguments[i];
      } else {
        return new Object[parameters.length + 1];
      }
    }
    return fitting;
  }

  private static Object defaults(Class<?> config) {
    return Proxy.newProxyInstance(
        config.getClassLoader(),
        new Class<?>[] {config},
        (proxy, method, arguments) -> method.getDefaultValue());
  }

  /** Asks a peer whether it is there, some times over one stream. */
  void ping(PeerId peer, int times) {
    try (Stream stream = host.open(peer, List.of("/ipfs/ping/1.0.0"), DialOptions.DEFAULTS)) {
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

  @Override
  public void close() {
    host.close();
  }
}
