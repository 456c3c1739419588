package org.helia.net.ws.internal;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.multiaddr.Protocol;
import org.helia.net.spi.IpEndpoint;

/**
 * What an address of a WebSocket says.
 *
 * @param socket the IP address and port
 * @param secure whether TLS is below
 * @param serverName the name that TLS announces and checks, when there is one
 */
record WsAddress(InetSocketAddress socket, boolean secure, Optional<String> serverName) {
  private static final List<Protocol> PLAIN = List.of(Protocol.WS);
  private static final List<List<Protocol>> SECURE =
      List.of(
          List.of(Protocol.TLS, Protocol.WS),
          List.of(Protocol.TLS, Protocol.SNI, Protocol.WS),
          List.of(Protocol.WSS));

  static Optional<WsAddress> of(Multiaddr address) {
    return IpEndpoint.of(address)
        .filter(found -> found.protocol() == Protocol.TCP)
        .filter(found -> found.rest().equals(PLAIN) || SECURE.contains(found.rest()))
        .map(
            found ->
                new WsAddress(
                    found.socket(), SECURE.contains(found.rest()), address.value(Protocol.SNI)));
  }

  /** What an HTTP client would be told. */
  URI uri() {
    String ip = socket.getAddress().getHostAddress().split("%", 2)[0];
    String host = serverName.orElse(ip.contains(":") ? "[" + ip + "]" : ip);
    return URI.create((secure ? "wss://" : "ws://") + host + ":" + socket.getPort() + "/");
  }

  /** The name or IP that a certificate has to be for. */
  String certifiedHost() {
    return serverName.orElse(socket.getAddress().getHostAddress());
  }

  /** The address of a socket of the same kind. */
  Multiaddr multiaddr(InetSocketAddress other) {
    return secure
        ? IpEndpoint.multiaddr(other, Protocol.TCP, Protocol.TLS, Protocol.WS)
        : IpEndpoint.multiaddr(other, Protocol.TCP, Protocol.WS);
  }
}
